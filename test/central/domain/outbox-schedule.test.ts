import { expect, test } from 'vitest';
import { nextAttempt } from '../../../central/domain/outbox-schedule.ts';

const createdAt = new Date('2026-03-01T00:00:00Z');
const after = (hours: number) => new Date(createdAt.getTime() + hours * 3_600_000);
const waitOf = (attempts: number, random: number, changes: object = {}) => {
  const now = after(0);
  const next = nextAttempt({ now, createdAt, attempts, random: () => random, ...changes });
  return next === undefined ? undefined : (next.getTime() - now.getTime()) / 1_000;
};

test('waits double up to an hour, with jitter', () => {
  expect([1, 2, 3, 4].map((attempts) => waitOf(attempts, 1))).toEqual([5, 10, 20, 40]);
  expect(waitOf(1, 0.5)).toBe(2.5);
  expect(waitOf(30, 1)).toBe(3_600);
});

test('a day after the event it is given up, a refusal after its tries', () => {
  expect(nextAttempt({ now: after(24), createdAt, attempts: 9 })).toBeUndefined();
  expect(nextAttempt({ now: after(22), createdAt, attempts: 9 })).toBeDefined();
  expect(waitOf(3, 1, { attemptsMax: 3 })).toBeUndefined();
  expect(waitOf(2, 1, { attemptsMax: 3 })).toBe(10);
});

test('whoever asks to come back later is obeyed, but not for ever', () => {
  expect(waitOf(1, 1, { retryAt: after(1) })).toBe(3_600);
  expect(waitOf(1, 1, { retryAt: after(20) })).toBe(6 * 3_600);
  expect(waitOf(1, 1, { retryAt: after(-1) })).toBe(5);
});
