/** A number of places; who comes when all are taken waits, in order. */
export interface Slots {
  readonly limit: number;
  readonly free: number;
  /**
   * Runs `work` as soon as a place is free. `onWait` is called when that is not at once.
   *
   * @throws the signal's reason when it is aborted while waiting
   */
  use<T>(
    work: () => Promise<T>,
    options?: { signal?: AbortSignal; onWait?: () => void },
  ): Promise<T>;
  /** Runs `work` with all places taken; does nothing and says so when any is taken already. */
  tryAll(work: () => Promise<void>): Promise<boolean>;
}

export function createSlots(limit: number): Slots {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const release = () => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return {
    limit,
    get free() {
      return limit - taken;
    },
    async use(work, { signal, onWait } = {}) {
      signal?.throwIfAborted();
      if (taken < limit) taken += 1;
      else {
        onWait?.();
        await turn(waiting, signal);
      }
      try {
        return await work();
      } finally {
        release();
      }
    },
    async tryAll(work) {
      if (taken > 0) return false;
      taken = limit;
      try {
        await work();
        return true;
      } finally {
        for (let place = 0; place < limit; place += 1) release();
      }
    },
  };
}

/** The place of the one before is handed over, so it counts as taken all the time. */
function turn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = () => {
      waiting.splice(waiting.indexOf(begin), 1);
      reject(signal?.reason);
    };
    waiting.push(begin);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

/** One place per name, made when needed and forgotten when nobody uses it. */
export function createNamedSlots<Name>(): (name: Name) => Slots['use'] {
  const byName = new Map<Name, { slots: Slots; users: number }>();
  return (name) => async (work, options) => {
    const entry = byName.get(name) ?? { slots: createSlots(1), users: 0 };
    byName.set(name, entry);
    entry.users += 1;
    try {
      return await entry.slots.use(work, options);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) byName.delete(name);
    }
  };
}
