import type { Span } from './ansi.ts';
import type { Match } from './search.ts';

/** A piece of a line, found by the search or not. */
export interface Piece extends Span {
  mark: 'none' | 'match' | 'current';
}

/** Cuts the pieces of a line where matches begin and end. Matches come in order and do not overlap. */
export function markedSpans(
  spans: readonly Span[],
  matches: readonly Match[],
  current?: Match,
): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const span of spans) {
    pieces.push(...cut(span, offset, matches, current));
    offset += span.text.length;
  }
  return pieces;
}

function cut(
  { text, className }: Span,
  offset: number,
  matches: readonly Match[],
  current: Match | undefined,
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const push = (to: number, mark: Piece['mark']) => {
    if (to > at) pieces.push({ text: text.slice(at, to), className, mark });
    at = Math.max(at, to);
  };
  for (const match of matches) {
    const start = Math.min(match.start - offset, text.length);
    const end = Math.min(match.end - offset, text.length);
    if (end <= 0 || start >= text.length) continue;
    push(Math.max(0, start), 'none');
    push(end, match === current ? 'current' : 'match');
  }
  push(text.length, 'none');
  return pieces;
}
