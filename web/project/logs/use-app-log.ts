import { useEffect, useRef, useState } from 'react';
import type { ApiError } from '../../../lib/api/api-error.ts';
import { toApiError } from '../../data/api.ts';
import { createLogStore, type LogStore, type NewLine } from '../log-view/log-store.ts';
import { nextFrame } from '../log-view/next-frame.ts';
import { type LogQuery, writeLogQuery } from './log-query.ts';
import { readAppLog } from './read-app-log.ts';
import type { AppLine } from './resume-log.ts';

export interface AppLog {
  store: LogStore;
  /** Reading, lost for the moment, at its end, or refused. */
  state: 'open' | 'lost' | 'over' | 'refused';
  error: ApiError | undefined;
  /** What the node has to say about the lines: some were left out. */
  note: string | undefined;
  /** Lines that wait until the reader goes on. */
  held: number;
  isPaused: boolean;
  pause: () => void;
  goOn: () => void;
}

const refusedAgainMs = 5_000;

/** The log of a running application. Asked anew when the query is another one or the node is back. */
export function useAppLog(slug: string, query: LogQuery, isConnected: boolean): AppLog {
  const [store] = useState(() => createLogStore({ nextFrame }));
  const [state, setState] = useState<AppLog['state']>('open');
  const [error, setError] = useState<ApiError>();
  const [note, setNote] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const valve = useValve(store);
  const { take, open } = valve;
  const asked = JSON.stringify(writeLogQuery(query));
  const latest = useRef(query);
  latest.current = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the query as text; attempt and connection are when, not what
  useEffect(() => {
    const stop = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    setState('open');
    setNote(undefined);
    store.clear();
    open();
    const listener = {
      onLines: take,
      onNote: setNote,
      onConnection: (is: 'lost' | 'back') => setState(is === 'lost' ? 'lost' : 'open'),
    };
    readAppLog(slug, latest.current, listener, stop.signal).then(
      () => setState('over'),
      (cause: unknown) => {
        if (stop.signal.aborted) return;
        const refusal = toApiError(cause);
        setError(refusal);
        setState('refused');
        if (refusal.code === 'node_offline') {
          retry = setTimeout(() => setAttempt((before) => before + 1), refusedAgainMs);
        }
      },
    );
    return () => {
      stop.abort();
      clearTimeout(retry);
    };
  }, [slug, asked, isConnected, attempt, store, take, open]);
  return {
    ...{ store, state, note, error: state === 'refused' ? error : undefined },
    ...{ held: valve.held, isPaused: valve.isPaused, pause: valve.close, goOn: valve.open },
  };
}

/** A busy application must not fill the memory while nobody looks. */
const heldMax = 50_000;

/** Lets lines through, or keeps them until it is opened. */
function useValve(store: LogStore) {
  const [isPaused, setPaused] = useState(false);
  const [held, setHeld] = useState(0);
  const [valve] = useState(() => {
    let waiting: NewLine[] = [];
    let isClosed = false;
    return {
      take(lines: readonly AppLine[]) {
        const fresh = lines.map(newLine);
        if (!isClosed) return store.append(fresh);
        waiting = [...waiting, ...fresh].slice(-heldMax);
        setHeld(waiting.length);
      },
      close() {
        isClosed = true;
        setPaused(true);
      },
      open() {
        isClosed = false;
        store.append(waiting);
        waiting = [];
        setHeld(0);
        setPaused(false);
      },
    };
  });
  return { ...valve, isPaused, held };
}

function newLine({ at, stderr, text, release }: AppLine): NewLine {
  return { at, stderr, text, step: typeof release === 'number' ? `release ${release}` : '' };
}
