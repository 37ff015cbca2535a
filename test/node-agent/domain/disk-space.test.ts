import { expect, test } from 'vitest';
import { bytesToFree } from '../../../node-agent/domain/disk-space.ts';

const gibibyte = 1024 ** 3;

test.each([
  [100, 10, 0],
  [100, 9.9, 2.6],
  [10, 2, 0],
  [10, 1, 1.5],
])('of %d GiB %d free: %d GiB are to be freed', (total, free, wanted) => {
  const disk = { totalBytes: total * gibibyte, freeBytes: free * gibibyte };
  expect(bytesToFree(disk) / gibibyte).toBeCloseTo(wanted, 6);
});
