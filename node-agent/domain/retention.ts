import type { Release } from '../ports.ts';

/** Which kept releases go when `live` serves: all but the live one and the newest `keep` others. */
export function releasesToRemove<R extends Pick<Release, 'number'>>(
  kept: readonly R[],
  live: number,
  keep: number,
): R[] {
  const others = kept.filter(({ number }) => number !== live).sort((a, b) => b.number - a.number);
  return others.slice(keep).reverse();
}

/** Generations of the profile that only removed releases needed. */
export function generationsToForget(
  removed: readonly Pick<Release, 'generation'>[],
  kept: readonly Pick<Release, 'generation'>[],
): number[] {
  const needed = new Set(kept.map(({ generation }) => generation));
  const unused = removed.map(({ generation }) => generation).filter((g) => g > 0 && !needed.has(g));
  return [...new Set(unused)];
}
