import { type RefObject, useCallback, useEffect, useState } from 'react';
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
  /** Makes room: unfolds its step, stops following. */
  onReveal: (number: number) => void;
}

/** Which line the reader was sent to or chose, and how to get to one. */
export function useLogPlace(options: Options): LogPlace {
  const { snapshot, rows, control, hasAddresses, onReveal } = options;
  const [chosen, setChosen] = useState(() =>
    hasAddresses ? readLineHash(location.hash) : undefined,
  );
  const [wanted, setWanted] = useState(chosen?.from);
  const reveal = useCallback(
    (number: number) => {
      onReveal(number);
      setWanted(number);
    },
    [onReveal],
  );
  const last = snapshot.dropped + snapshot.lines.length;
  useEffect(() => {
    // Sent to a line that has not come yet: with each batch another look.
    if (wanted === undefined || wanted > last) return;
    const index = rows.rowOf(wanted);
    if (index !== -1) control.current?.show(index);
    setWanted(undefined);
  }, [wanted, last, rows, control]);
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
