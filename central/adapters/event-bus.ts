import { EventEmitter } from 'node:events';
import type { EventBus, Topic } from '../ports.ts';

/** No topic has this name. */
const everything = Symbol('everything');

/** Wake-ups within this process. A listener that throws does not reach the publisher. */
export function createEventBus(onError: (error: unknown) => void): EventBus {
  const emitter = new EventEmitter();
  // One listener per open browser tab is normal.
  emitter.setMaxListeners(0);
  const listen = <Args extends unknown[]>(
    name: string | symbol,
    listener: (...args: Args) => void,
  ) => {
    const guarded = (...args: Args) => {
      try {
        listener(...args);
      } catch (error) {
        onError(error);
      }
    };
    emitter.on(name, guarded as (...args: unknown[]) => void);
    return () => {
      emitter.off(name, guarded as (...args: unknown[]) => void);
    };
  };
  return {
    publish(topics) {
      const all = new Set<Topic>([...topics, 'all']);
      for (const topic of all) emitter.emit(topic);
      emitter.emit(everything, [...all]);
    },
    subscribe: (topic, listener) => listen(topic, listener),
    watch: (listener) => listen(everything, listener),
  };
}
