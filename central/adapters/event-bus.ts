import { EventEmitter } from 'node:events';
import type { EventBus } from '../ports.ts';

/** Wake-ups within this process. A listener that throws does not reach the publisher. */
export function createEventBus(onError: (error: unknown) => void): EventBus {
  const emitter = new EventEmitter();
  // One listener per open browser tab is normal.
  emitter.setMaxListeners(0);
  return {
    publish(topics) {
      for (const topic of new Set([...topics, 'all'])) emitter.emit(topic);
    },
    subscribe(topic, listener) {
      const guarded = () => {
        try {
          listener();
        } catch (error) {
          onError(error);
        }
      };
      emitter.on(topic, guarded);
      return () => emitter.off(topic, guarded);
    },
  };
}
