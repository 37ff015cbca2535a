/**
 * Upper bounds in milliseconds by which response times are counted. Counts of any two intervals can
 * be added, which averages of percentiles could not.
 */
export const responseTimeBounds = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000,
  5_000, 10_000, 30_000,
] as const;

/** The bound under which a response time counts; 0: it is longer than all of them. */
export function boundOf(ms: number): number {
  return responseTimeBounds.find((bound) => ms <= bound) ?? 0;
}

/**
 * The time that so many of all responses did not exceed (0.95: 95 of 100), as far as the bounds
 * tell; undefined without any.
 */
export function percentile(counts: ReadonlyMap<number, number>, part: number): number | undefined {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let left = total * part;
  let below = 0;
  for (const bound of responseTimeBounds) {
    const count = counts.get(bound) ?? 0;
    if (count > 0 && left <= count) return below + ((bound - below) * left) / count;
    left -= count;
    below = bound;
  }
  return below;
}
