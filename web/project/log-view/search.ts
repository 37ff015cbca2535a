/** Where a search found its text. */
export interface Match {
  /** Number of the line, counted from 1. */
  line: number;
  start: number;
  end: number;
}

/** What a search may find in; a line of a log is one. */
export interface Searched {
  number: number;
  plain: string;
}

/** Enough to walk through; more than that is a question asked too broadly. */
export const matchesMax = 10_000;

/** How a query is looked for: as text, whatever the case. */
export function patternOf(query: string): RegExp | undefined {
  if (query === '') return undefined;
  return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** All matches of the lines in order, at most `room` of them. */
export function matchesIn(
  lines: Iterable<Searched>,
  pattern: RegExp,
  room: number = matchesMax,
): Match[] {
  const found: Match[] = [];
  for (const { number, plain } of lines) {
    for (const { index, 0: text } of plain.matchAll(pattern)) {
      if (found.length >= room) return found;
      found.push({ line: number, start: index, end: index + text.length });
    }
  }
  return found;
}

/**
 * Which match comes next from here, round and round; -1 when there is none.
 *
 * @param line where the reader stands while no match is chosen
 */
export function nextMatch(
  matches: readonly Match[],
  { current, step, line }: { current: number; step: 1 | -1; line: number },
): number {
  const count = matches.length;
  if (count === 0) return -1;
  if (current >= 0) return (current + step + count) % count;
  if (step === 1) return Math.max(0, firstFrom(matches, line) % count);
  return (firstFrom(matches, line) - 1 + count) % count;
}

/** Index of the first match at or after a line; the count when there is none. */
export function firstFrom(matches: readonly Match[], line: number): number {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
