import { expect, test } from 'vitest';
import { metricWindow, pointsOf } from '../../../central/domain/metric-window.ts';

const now = new Date('2026-03-10T12:00:07Z');
const hour = 3_600_000;

test.each([
  [1, 15, 15],
  [6, 15, 60],
  [24, 15, 300],
  [7 * 24, 600, 1_800],
  [30 * 24, 600, 7_200],
  [365 * 24, 600, 86_400],
])('%i hours come from samples of %i s, a point each %i s', (hours, resolution, step) => {
  const window = metricWindow({ from: new Date(now.getTime() - hours * hour) }, now);
  expect(window.resolution).toBe(resolution);
  expect(window.stepMs / 1_000).toBe(step);
  expect(window.starts.length).toBeLessThanOrEqual(500);
  expect(window.starts.length).toBeGreaterThan(100);
});

test('an hour of last week is answered from what is left of it', () => {
  const to = new Date(now.getTime() - 7 * 24 * hour);
  const window = metricWindow({ from: new Date(to.getTime() - hour), to }, now);
  expect(window).toMatchObject({ resolution: 600, stepMs: 600_000 });
});

test('points are as many as steps, whatever there is', () => {
  const window = metricWindow({ from: new Date(now.getTime() - 60_000) }, now);
  const rows = new Map([[window.starts[1] ?? 0, { v: 1.23456 }]]);
  const points = pointsOf(window, rows, ({ v }) => v);
  expect(points.map(([, value]) => value)).toEqual([null, 1.235, null, null, null]);
});
