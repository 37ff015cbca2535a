import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { type LineRange, lineHash, readLineHash } from './line-hash.ts';
import type { RowsControl } from './log-rows.tsx';
import type { LogSnapshot } from './log-store.ts';
import type { RowIndex } from './row-index.ts';

export interface LogPlace {
  /** Lines that the address names. */
  chosen: LineRange | undefined;
  /** Chooses a line, or up to it when `isRange`. */
  choose: (number: number, isRange: boolean) => void;
  /** Brings a line into view. */
  reveal: (number: number) => void;
}

interface Options {
  snapshot: LogSnapshot;
  rows: RowIndex;
  control: RefObject<RowsControl | null>;
  /** Lines have addresses of their own. */
  hasAddresses: boolean;
  /** Called before the view moves away from the end, with the line it moves to. */
  onReveal: (number: number) => void;
}

/** Which line the reader was sent to or chose, and how to get to one. */
export function useLogPlace(options: Options): LogPlace {
  const { snapshot, rows, control, hasAddresses, onReveal } = options;
  const [chosen, setChosen] = useState(() =>
    hasAddresses ? readLineHash(location.hash) : undefined,
  );
  const wanted = useRef(chosen?.from);
  const reveal = useCallback(
    (number: number) => {
      wanted.current = number;
      onReveal(number);
    },
    [onReveal],
  );
  useEffect(() => {
    // Until the line has come and its step is unfolded; with each change another look.
    const number = wanted.current;
    if (number === undefined || number > snapshot.dropped + snapshot.lines.length) return;
    const index = rows.rowOf(number);
    wanted.current = undefined;
    onReveal(number);
    if (index !== -1) control.current?.show(index);
  });
  const choose = useCallback(
    (number: number, isRange: boolean) => {
      const range = rangeTo(number, isRange ? chosen : undefined);
      setChosen(range);
      if (hasAddresses) history.replaceState(history.state, '', lineHash(range));
    },
    [chosen, hasAddresses],
  );
  return { chosen, choose, reveal };
}

function rangeTo(number: number, chosen: LineRange | undefined): LineRange {
  if (chosen === undefined) return { from: number, to: number };
  return { from: Math.min(chosen.from, number), to: Math.max(chosen.from, number) };
}
