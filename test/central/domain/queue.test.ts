import { expect, test } from 'vitest';
import {
  bringsEnvironment,
  nextToSend,
  type QueuedDeployment,
  supersededBy,
} from '../../../central/domain/deployment-queue.ts';
import type { DeploymentKind, DeploymentState } from '../../../lib/deployment-states.ts';
import { type PastRelease, previousRelease } from '../../../lib/rollback-target.ts';

const waiting = (number: number, kind: DeploymentKind = 'push'): QueuedDeployment => ({
  ...{ id: `d${number}`, number, kind, state: 'queued', sent: false },
});
const sent = (number: number): QueuedDeployment => ({ ...waiting(number), sent: true });
const numbers = (list: QueuedDeployment[]) => list.map(({ number }) => number);

test('a push makes everything that waits pointless, but not what was sent', () => {
  const queue = [sent(1), waiting(2), waiting(3, 'rollback'), waiting(4, 'environment')];
  expect(numbers(supersededBy('push', queue))).toEqual([2, 3, 4]);
  expect(numbers(supersededBy('rollback', queue))).toEqual([2, 3, 4]);
  expect(numbers(supersededBy('environment', queue))).toEqual([4]);
});

test('the slot belongs to what was sent; then the oldest waiting one comes', () => {
  expect(nextToSend([sent(1), waiting(2)])).toBeUndefined();
  expect(nextToSend([waiting(3, 'environment'), waiting(2, 'rollback')])?.number).toBe(2);
  expect(nextToSend([])).toBeUndefined();
});

test('a waiting push brings the environment; a sent one or a rollback does not', () => {
  expect(bringsEnvironment([waiting(2)])?.number).toBe(2);
  expect(bringsEnvironment([sent(1), waiting(2, 'rollback')])).toBeUndefined();
});

const release = (
  number: number,
  state: DeploymentState = 'replaced',
  toRelease: number | null = null,
): PastRelease => ({ number, state, toRelease, kind: toRelease === null ? 'push' : 'rollback' });

test('rolling back never returns to what was rolled away', () => {
  const current = release(5, 'live', 2);
  const past = [release(1), release(2), release(3), release(4, 'rolled_back'), current];
  expect(previousRelease(current, past)?.number).toBe(1);
  expect(
    previousRelease(release(6, 'live'), [...past.slice(0, 4), release(5, 'replaced', 2)]),
  ).toMatchObject({ number: 5 });
  expect(previousRelease(release(1, 'live'), [release(1, 'live')])).toBeUndefined();
});
