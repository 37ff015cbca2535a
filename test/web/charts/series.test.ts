import { describe, expect, test } from 'vitest';
import { flagLabel, flagsOf } from '../../../web/project/charts/markers.ts';
import { hasValues, type Point, plotData } from '../../../web/project/charts/series.ts';
import { summaryOf, tableOf } from '../../../web/project/charts/summary.ts';
import { isRangeId, rangeOf } from '../../../web/project/charts/time-range.ts';

const second = 1_000;

describe('plotData', () => {
  test('puts series on one axis', () => {
    const cpu: Point[] = [
      [0, 1],
      [10 * second, 2],
    ];
    const memory: Point[] = [
      [10 * second, 5],
      [20 * second, null],
    ];
    expect(plotData([cpu, memory], 10)).toEqual([
      [0, 10, 20],
      [1, 2, null],
      [null, 5, null],
    ]);
  });

  test('a silence is a gap', () => {
    const points: Point[] = [
      [0, 1],
      [10 * second, 2],
      [60 * second, 3],
    ];
    expect(plotData([points], 10)).toEqual([
      [0, 10, 20, 60],
      [1, 2, null, 3],
    ]);
  });

  test('a point that comes a little late is none', () => {
    expect(
      plotData(
        [
          [
            [0, 1],
            [14 * second, 2],
          ],
        ],
        10,
      )[0],
    ).toEqual([0, 14]);
  });

  test('nothing is nothing', () => {
    expect(plotData([[]], 10)).toEqual([[], []]);
    expect(hasValues([[], [[0, null]]])).toBe(false);
    expect(hasValues([[[0, 0]]])).toBe(true);
  });

  test('a month takes no time', () => {
    const points = Array.from({ length: 8_640 }, (_, index): Point => [index * 300_000, index]);
    const begin = performance.now();
    plotData([points, points], 60);
    tableOf([points, points]);
    summaryOf(points);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('figures beside the plot', () => {
  test('average, highest and latest leave gaps out', () => {
    const points: Point[] = [
      [1, 2],
      [2, null],
      [3, 8],
      [4, 5],
      [5, null],
    ];
    expect(summaryOf(points)).toEqual({ average: 5, highest: 8, highestAt: 3, latest: 5 });
    expect(summaryOf([[1, null]])).toBeUndefined();
  });

  test('the table has as many rows as one can read, each a mean', () => {
    const points = Array.from({ length: 100 }, (_, index): Point => [index, index]);
    const rows = tableOf([points, [[0, 7]]], 10);
    expect(rows).toHaveLength(10);
    expect(rows[0]).toEqual({ at: 0, values: [4.5, 7] });
    expect(rows[9]).toEqual({ at: 90, values: [94.5, null] });
  });

  test('a stretch in which nothing was measured has no row', () => {
    expect(
      tableOf(
        [
          [
            [0, 1],
            [50, null],
            [99, 2],
          ],
        ],
        10,
      ).map(({ at }) => at),
    ).toEqual([0, 90]);
    expect(tableOf([[]])).toEqual([]);
  });
});

describe('ranges', () => {
  test('end now and begin as long before as they say', () => {
    const now = Date.UTC(2026, 0, 1, 12, 0, 7);
    const { from, to } = rangeOf('6h', now);
    expect(to - from).toBe(6 * 3_600_000);
    expect(to - now).toBeLessThanOrEqual(30_000);
    expect(rangeOf('6h', now + 1_000)).toEqual({ from, to });
  });

  test('are known by name', () => {
    expect([isRangeId('7d'), isRangeId('8d'), isRangeId(null)]).toEqual([true, false, false]);
  });
});

describe('deployments on the time axis', () => {
  const marker = (number: number, at: number) => ({ number, at, kind: 'push' });

  test('those that stand too near share a flag', () => {
    const flags = flagsOf([marker(3, 300), marker(1, 100), marker(2, 110)], (at) => at, 34);
    expect(flags.map(({ left, markers }) => [left, flagLabel(markers)])).toEqual([
      [100, '#1–2'],
      [300, '#3'],
    ]);
  });
});
