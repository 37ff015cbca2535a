import { type RefObject, useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { RowsControl } from './log-rows.tsx';
import { type LogSnapshot, type LogStore, lineWith } from './log-store.ts';
import { createRowIndex, type RowIndex } from './row-index.ts';
import { type Folding, useFolding } from './use-folding.ts';
import { type Follow, useFollow } from './use-follow.ts';
import { type LogPlace, useLogPlace } from './use-log-place.ts';
import { type LogSearch, useLogSearch } from './use-log-search.ts';

/** All that a view of a log knows. */
export interface LogModel {
  snapshot: LogSnapshot;
  rows: RowIndex;
  folding: Folding;
  follow: Follow;
  place: LogPlace;
  search: LogSearch;
  scroller: RefObject<HTMLDivElement | null>;
  control: RefObject<RowsControl | null>;
  /** Goes to the next match or the one before. */
  find: (step: 1 | -1) => void;
}

interface Options {
  store: LogStore;
  hasSteps: boolean;
  isGrowing: boolean;
  hasAddresses: boolean;
  highlight: string | undefined;
}

export function useLogModel(options: Options): LogModel {
  const { store, hasSteps, isGrowing, hasAddresses, highlight } = options;
  const snapshot = useSyncExternalStore(store.subscribe, store.snapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const control = useRef<RowsControl>(null);
  const folding = useFolding();
  const { folded, unfold } = folding;
  const { groups } = snapshot;
  const rows = useMemo(
    () => createRowIndex(groups, { folded, hasHeaders: hasSteps }),
    [groups, folded, hasSteps],
  );
  const isSent = hasAddresses && location.hash.startsWith('#L');
  const follow = useFollow(scroller, { atStart: isGrowing && !isSent, canFollow: isGrowing });
  const { setFollowing } = follow;
  const onReveal = useCallback(
    (number: number) => {
      setFollowing(false);
      const line = lineWith(store.snapshot(), number);
      if (line !== undefined) unfold(line.step);
    },
    [store, setFollowing, unfold],
  );
  const place = useLogPlace({ snapshot, rows, control, hasAddresses, onReveal });
  const search = useLogSearch(snapshot, highlight);
  const find = (step: 1 | -1) => {
    const match = search.go(step, lineAt(rows, control.current?.top() ?? 0));
    if (match !== undefined) place.reveal(match.line);
  };
  return { snapshot, rows, folding, follow, place, search, scroller, control, find };
}

/** The line that stands at a row, or below the headline that does. */
function lineAt(rows: RowIndex, index: number): number {
  const row = rows.rowAt(index);
  if (row === undefined) return 1;
  return row.kind === 'line' ? row.number : row.group.first;
}
