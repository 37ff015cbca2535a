import type { LogSnapshot } from './log-store.ts';
import { firstFrom, type Match, matchesIn, matchesMax, patternOf } from './search.ts';

/** What a search has found so far, and up to where it has looked. */
export interface Found {
  query: string;
  epoch: number;
  /** Number of the last line that was looked at. */
  upTo: number;
  matches: readonly Match[];
}

export const nothingFound: Found = { query: '', epoch: -1, upTo: 0, matches: [] };

/** Looks at what has come since; at everything when the query is another one. */
export function findMore(before: Found, query: string, snapshot: LogSnapshot): Found {
  const pattern = patternOf(query);
  if (pattern === undefined) return nothingFound;
  const { epoch, dropped, lines } = snapshot;
  const last = dropped + lines.length;
  const isSame = before.query === query && before.epoch === epoch;
  if (isSame && before.upTo === last) return before;
  const known = isSame ? stillHere(before.matches, dropped) : [];
  const fresh = isSame ? lines.slice(Math.max(0, before.upTo - dropped)) : lines;
  const more = matchesIn(fresh, pattern, matchesMax - known.length);
  const matches = more.length === 0 ? known : [...known, ...more];
  return { query, epoch, upTo: last, matches };
}

function stillHere(matches: readonly Match[], dropped: number): readonly Match[] {
  const gone = firstFrom(matches, dropped + 1);
  return gone === 0 ? matches : matches.slice(gone);
}

/** Those in one line. */
export function matchesOf(matches: readonly Match[], line: number): readonly Match[] {
  const first = firstFrom(matches, line);
  let end = first;
  while (matches[end]?.line === line) end += 1;
  return first === end ? noMatches : matches.slice(first, end);
}

/** Always the same, so that rows without matches are not drawn again. */
const noMatches: readonly Match[] = [];
