import { createWaker } from '../../../lib/waker.ts';

/** Several sources as one, in the order in which they have something. A slow reader slows all of them. */
export async function* merged<T>(...sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const waker = createWaker();
  const ready: { value: T; taken: () => void }[] = [];
  const state = { open: sources.length, stopped: false, failure: undefined as unknown };
  const pump = async (source: AsyncGenerator<T>) => {
    for await (const value of source) {
      await new Promise<void>((taken) => {
        ready.push({ value, taken });
        waker.wake();
      });
      if (state.stopped) return;
    }
  };
  for (const source of sources) {
    pump(source)
      .catch((error: unknown) => {
        state.failure ??= error;
      })
      .finally(() => {
        state.open -= 1;
        waker.wake();
      });
  }
  let next: (typeof ready)[number] | undefined;
  try {
    while (state.open > 0 || ready.length > 0) {
      next = ready.shift();
      if (next !== undefined) {
        yield next.value;
        next.taken();
      } else if (state.failure !== undefined) break;
      else await waker.wait();
    }
    if (state.failure !== undefined) throw state.failure;
  } finally {
    // Whoever waits to be taken ends, and tidies up.
    state.stopped = true;
    next?.taken();
    for (const { taken } of ready) taken();
  }
}
