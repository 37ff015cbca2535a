/** Something to wait for that may also have happened just before. */
export interface Waker {
  wake(): void;
  /** Ends at the next `wake`, or at once after one that nobody waited for, or after `timeoutMs`. */
  wait(timeoutMs?: number): Promise<'woken' | 'timeout'>;
}

/** For one waiter at a time; several wake-ups before a wait count as one. */
export function createWaker(): Waker {
  let isPending = false;
  let resume: (() => void) | undefined;
  return {
    wake() {
      isPending = true;
      resume?.();
    },
    async wait(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      if (!isPending) {
        await new Promise<void>((resolve) => {
          resume = resolve;
          if (timeoutMs !== undefined) timer = setTimeout(resolve, timeoutMs);
        });
      }
      clearTimeout(timer);
      resume = undefined;
      const result = isPending ? 'woken' : 'timeout';
      isPending = false;
      return result;
    },
  };
}
