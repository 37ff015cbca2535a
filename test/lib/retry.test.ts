import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, waitText } from '../../lib/retry.ts';

test('the ceiling doubles from one second to sixty', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((n) => backoffMs(n, { random: () => 1 }));
  expect(ceilings).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1_000));
});

test('every wait is within its bounds and no busy loop', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const ms = backoffMs(attempt, { random: () => random });
      expect(ms).toBeGreaterThanOrEqual(50);
      expect(ms).toBeLessThanOrEqual(60_000);
    }),
  );
});

test('waits read like sentences', () => {
  expect([waitText(350), waitText(4_200), waitText(600_000)]).toEqual(['350 ms', '4 s', '10 min']);
});
