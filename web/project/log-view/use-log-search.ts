import { useCallback, useRef, useState } from 'react';
import { type Found, findMore, nothingFound } from './found.ts';
import type { LogSnapshot } from './log-store.ts';
import { type Match, nextMatch } from './search.ts';

export interface LogSearch {
  query: string;
  setQuery: (query: string) => void;
  matches: readonly Match[];
  /** Index of the match that the reader stands at; -1: at none. */
  index: number;
  current: Match | undefined;
  /** Goes to the next match, round and round; tells which one. */
  go: (step: 1 | -1, line: number) => Match | undefined;
}

/**
 * A search that goes on in what arrives.
 *
 * @param fixed what is looked for all the time; the reader has other means to search
 */
export function useLogSearch(snapshot: LogSnapshot, fixed: string | undefined): LogSearch {
  const [text, setText] = useState('');
  const query = fixed ?? text;
  const [current, setCurrent] = useState<Match>();
  const last = useRef<Found>(nothingFound);
  last.current = findMore(last.current, query, snapshot);
  const { matches } = last.current;
  // Matches move when old lines are dropped; the chosen one stays the same object.
  const index = current === undefined ? -1 : matches.indexOf(current);
  const setQuery = useCallback((next: string) => {
    setText(next);
    setCurrent(undefined);
  }, []);
  const go = (step: 1 | -1, line: number) => {
    const match = matches[nextMatch(matches, { current: index, step, line })];
    setCurrent(match);
    return match;
  };
  return { query, setQuery, matches, index, current: index === -1 ? undefined : current, go };
}
