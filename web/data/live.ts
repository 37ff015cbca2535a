import { useSyncExternalStore } from 'react';
import { api } from './api.ts';
import { queryClient } from './query-client.ts';
import { isConcerned } from './topics.ts';

type Connection = 'connected' | 'lost';

/** A hidden page gives its connection up: browsers allow few of them to one server. */
const hiddenMaxMs = 60_000;

let connection: Connection = 'connected';
const listeners = new Set<() => void>();

/**
 * Keeps what is shown up to date, for as long as the person is signed in: one connection for the
 * whole page, over which central names the topics that have changed. After each connection it names
 * all of them, so that nothing that happened meanwhile is missed.
 *
 * @returns stops it
 */
export function goLive(): () => void {
  let current: AbortController | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    if (current !== undefined) return;
    current = new AbortController();
    void follow(current.signal);
  };
  const disconnect = () => {
    current?.abort();
    current = undefined;
  };
  const onVisibility = () => {
    clearTimeout(hiding);
    if (document.visibilityState === 'visible') connect();
    else hiding = setTimeout(disconnect, hiddenMaxMs);
  };
  document.addEventListener('visibilitychange', onVisibility);
  connect();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(hiding);
    disconnect();
    setConnection('connected');
  };
}

async function follow(signal: AbortSignal): Promise<void> {
  const onConnection = (state: 'lost' | 'back') =>
    setConnection(state === 'lost' ? 'lost' : 'connected');
  try {
    const events = api.events('/api/v1/events', { signal, patient: true, onConnection });
    for await (const { event, data } of events) {
      if (event === 'changed') await refresh(data['topics']);
    }
  } catch {
    // Ended by us, or refused: a refusal has sent the person to sign in already.
    if (!signal.aborted) setConnection('lost');
  }
}

/** Has what is shown of these topics read again; what is not shown is read when it is. */
async function refresh(topics: unknown): Promise<void> {
  if (!Array.isArray(topics)) return;
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => isConcerned(queryKey[0], topics as string[]),
  });
}

function setConnection(next: Connection): void {
  if (connection === next) return;
  connection = next;
  for (const listener of listeners) listener();
}

/** Whether what is shown is up to date as it happens. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
