import { setTimeout as sleep } from 'node:timers/promises';
import { createWaker } from '../../../lib/waker.ts';
import type { Caller } from '../../accounts/caller.ts';
import type { Context } from '../../context.ts';
import type { Topic } from '../../ports.ts';
import { createTopicNames } from './changed-topics.ts';
import type { StreamEvent } from './streams.ts';

/** What happens within this time is told at once: a page is not read anew ten times a second. */
const gatherMs = 100;

/** Tells readers which lists and pages show something new. */
export interface Changes {
  /** Begins with '*': what changed before the reader was there, nobody knows. */
  follow(caller: () => Caller, signal: AbortSignal): AsyncGenerator<StreamEvent>;
}

export function createChanges(context: Context): Changes {
  const namesOf = createTopicNames(context);
  return {
    async *follow(caller, signal) {
      const waker = createWaker();
      let changed = new Set<Topic>();
      const unsubscribe = context.bus.watch((topics) => {
        for (const topic of topics) if (isShown(topic)) changed.add(topic);
        if (changed.size > 0) waker.wake();
      });
      signal.addEventListener('abort', waker.wake, { once: true });
      try {
        yield changedEvent(['*']);
        while (!signal.aborted) {
          await waker.wait();
          const taken = [...changed];
          changed = new Set();
          const topics = (await Promise.all(taken.map(namesOf))).flat();
          const told = topics.filter(({ concerns }) => concerns(caller()));
          if (told.length > 0) yield changedEvent(told.map(({ name }) => name));
          await sleep(gatherMs);
        }
      } finally {
        unsubscribe();
        signal.removeEventListener('abort', waker.wake);
      }
    },
  };
}

/** Feeds are streams of their own, and 'all' says nothing. */
function isShown(topic: Topic): boolean {
  return topic !== 'all' && !topic.startsWith('deployment:');
}

function changedEvent(names: readonly string[]): StreamEvent {
  return { event: 'changed', data: { kind: 'changed', topics: [...new Set(names)] } };
}
