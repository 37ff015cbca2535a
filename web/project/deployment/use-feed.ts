import { useEffect, useState } from 'react';
import { api, toApiError } from '../../data/api.ts';
import { createLogStore, type LogStore } from '../log-view/log-store.ts';
import { nextFrame } from '../log-view/next-frame.ts';
import { emptyFeed, type Feed, type FeedEvent, feedEvents } from './feed.ts';

export interface LiveFeed {
  feed: Feed;
  store: LogStore;
  isLost: boolean;
  /** Why no more comes, when that is no end. */
  error: unknown;
}

/**
 * The log and the steps of a deployment, from the beginning and then live. A lost connection goes on
 * after the last event that came.
 */
export function useFeed(id: string): LiveFeed {
  const [store] = useState(() => createLogStore({ nextFrame }));
  const [feed, setFeed] = useState<Feed>(emptyFeed);
  const [isLost, setLost] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const stop = new AbortController();
    const take = inFrames(store, setFeed);
    const read = async () => {
      const onConnection = (state: 'lost' | 'back') => setLost(state === 'lost');
      const path = `/api/v1/deployments/${encodeURIComponent(id)}/events`;
      const options = { signal: stop.signal, patient: true, onConnection };
      for await (const event of api.events(path, options)) take(event);
    };
    read().catch((cause: unknown) => {
      if (!stop.signal.aborted) setError(toApiError(cause));
    });
    return () => {
      stop.abort();
      store.clear();
      setFeed(emptyFeed);
    };
  }, [id, store]);
  return { feed, store, isLost, error };
}

/** Ten thousand lines of the past come as ten thousand events: they are taken in once per frame. */
function inFrames(store: LogStore, show: (feed: Feed) => void): (event: FeedEvent) => void {
  let waiting: FeedEvent[] = [];
  let feed = emptyFeed;
  const draw = () => {
    const { feed: next, lines } = feedEvents(feed, waiting);
    waiting = [];
    feed = next;
    store.append(lines);
    store.flush();
    show(next);
  };
  return (event) => {
    waiting.push(event);
    if (waiting.length === 1) nextFrame(draw);
  };
}
