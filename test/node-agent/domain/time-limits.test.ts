import { expect, test } from 'vitest';
import { deploymentSteps } from '../../../lib/deployment-states.ts';
import { areTimeLimits, stepLimit, timeLimits } from '../../../node-agent/domain/time-limits.ts';

test('every limit is for a step that exists, or for all or a part of them', () => {
  const known: readonly string[] = [...deploymentSteps, 'total', 'evaluation'];
  expect(Object.keys(timeLimits).filter((name) => !known.includes(name))).toEqual([]);
});

test('the message names the limit and the setting that extends it', () => {
  const limit = stepLimit('build', {}, 0);
  expect(limit?.remainingMs).toBe(1_800_000);
  expect(limit?.error).toMatchObject({
    code: 'build_timed_out',
    message: 'The step build was ended: it took longer than 30 min',
    hint: expect.stringContaining('"timeLimits": { "build": 3600 }'),
  });
});

test('a setting replaces the limit of its step only', () => {
  expect(stepLimit('build', { build: 90 }, 0)).toMatchObject({
    remainingMs: 90_000,
    error: { message: expect.stringContaining('longer than 90 s') },
  });
  expect(stepLimit('test', { build: 90 }, 0)?.remainingMs).toBe(900_000);
});

test('what is left of the total is all that a step gets', () => {
  expect(stepLimit('build', {}, 7_100_000)).toMatchObject({
    remainingMs: 100_000,
    error: { code: 'deployment_timed_out', message: expect.stringContaining('120 min') },
  });
  expect(stepLimit('fetch', {}, 9_000_000)?.remainingMs).toBe(0);
});

test('steps after the switch, and the health check, have times of their own', () => {
  const unlimited = ['health', 'switch', 'drain', 'watch'];
  expect(unlimited.map((step) => stepLimit(step, {}, 0))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  [{ build: 60 }, true],
  [{}, true],
  [{ build: 0 }, false],
  [{ build: 1.5 }, false],
  [{ watch: 60 }, false],
  [[60], false],
  ['build', false],
])('%j as a setting: %s', (value, isGood) => {
  expect(areTimeLimits(value)).toBe(isGood);
});
