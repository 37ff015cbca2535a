/** Counts per address within a window of time. */
export interface AttemptCounter {
  add(address: string): void;
  isOver(address: string): boolean;
}

/** Addresses remembered at once; an attacker with more of them gains attempts, not our memory. */
const addressesMax = 10_000;

/** Says when an address has more than `max` attempts within `windowMs`. */
export function createAttemptCounter(
  max: number,
  windowMs: number,
  now: () => number = Date.now,
): AttemptCounter {
  const windows = new Map<string, { startedAt: number; count: number }>();
  const current = (address: string) => {
    const found = windows.get(address);
    if (found !== undefined && now() - found.startedAt < windowMs) return found;
    windows.delete(address);
    return undefined;
  };
  return {
    add(address) {
      const found = current(address);
      if (found !== undefined) {
        found.count += 1;
        return;
      }
      // A map keeps the order of insertion: the first is the oldest.
      const [oldest] = windows.keys();
      if (windows.size >= addressesMax && oldest !== undefined) windows.delete(oldest);
      windows.set(address, { startedAt: now(), count: 1 });
    },
    isOver: (address) => (current(address)?.count ?? 0) >= max,
  };
}
