import type { DeploymentKind, DeploymentState } from './deployment-states.ts';

/** A deployment that was live once. */
export interface PastRelease {
  number: number;
  kind: DeploymentKind;
  state: DeploymentState;
  toRelease: number | null;
}

/**
 * The release a rollback without a number returns to: the newest that was live before the present
 * one. Rolling back twice goes back twice; it never returns to what was just rolled away.
 */
export function previousRelease(
  current: PastRelease,
  past: readonly PastRelease[],
): PastRelease | undefined {
  const byNumber = new Map(past.map((release) => [release.number, release]));
  const origin = originOf(current, byNumber);
  return past
    .filter((release) => release.state === 'replaced' && originOf(release, byNumber) < origin)
    .toSorted((a, b) => b.number - a.number)[0];
}

/** Number of the release whose code and environment a chain of rollbacks ends at. */
function originOf(release: PastRelease, byNumber: ReadonlyMap<number, PastRelease>): number {
  let { number } = release;
  let next: PastRelease | undefined = release;
  while (next?.kind === 'rollback' && next.toRelease !== null) {
    number = next.toRelease;
    next = byNumber.get(number);
  }
  return number;
}
