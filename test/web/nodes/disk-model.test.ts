import { describe, expect, test } from 'vitest';
import { type DiskReport, diskShares, projectsOnDisk } from '../../../web/nodes/disk-model.ts';

function release(number: number, bytes: number, ownBytes: number) {
  return { number, bytes, ownBytes, live: false, keptFor: 'rollback' };
}

const report: DiskReport = {
  storeBytes: 600,
  freeableBytes: 100,
  cacheBytes: 50,
  projects: [
    { project: 'small', releases: [], logsBytes: 5, sharedBytes: 0 },
    {
      project: 'shop',
      releases: [release(1, 100, 10), release(2, 120, 20), release(3, 120, 30)],
      logsBytes: 1,
      sharedBytes: 2,
    },
  ],
};

describe("a node's disk", () => {
  test('a project keeps its largest release, what the others have on their own, and its files', () => {
    expect(projectsOnDisk(report).map(({ project, bytes }) => [project, bytes])).toEqual([
      ['shop', 120 + 10 + 30 + 1 + 2],
      ['small', 5],
    ]);
  });

  test('the shares are the whole disk', () => {
    const shares = diskShares({ totalBytes: 1000, availableBytes: 200 }, report);
    expect(Object.values(shares).map(({ bytes }) => bytes)).toEqual([500, 100, 50, 150, 200]);
    expect(shares.free.percent).toBe(20);
  });

  test('what was told at different moments never makes a share below nothing', () => {
    const shares = diskShares({ totalBytes: 1000, availableBytes: 900 }, report);
    const bytes = Object.values(shares).map((share) => share.bytes);
    expect(Math.min(...bytes)).toBeGreaterThanOrEqual(0);
    expect(bytes.reduce((a, b) => a + b)).toBe(1000);
    expect(diskShares({ totalBytes: 0, availableBytes: 0 }, report).free.percent).toBe(0);
  });
});
