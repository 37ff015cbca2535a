/**
 * Wraps an object's methods so that they can be cut off as by a kill -9: a call after that does
 * nothing, and no call, not even one that was on its way, ever returns.
 */
export function mortal<T extends object>(target: T, isDead: () => boolean): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        if (isDead()) return never();
        const result: unknown = Reflect.apply(value, object, given);
        return result instanceof Promise ? guarded(result, isDead) : result;
      };
    },
  });
}

function guarded<T>(promise: Promise<T>, isDead: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => isDead() || resolve(value),
      (error: unknown) => isDead() || reject(error),
    );
  });
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
