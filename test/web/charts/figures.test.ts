import { expect, test } from 'vitest';
import { countText, figuresOf, percentText } from '../../../web/project/metrics/figures.ts';

test('figures are as exact as one reads them', () => {
  expect([0, 0.42, 9.96, 12.4, 250].map(percentText)).toEqual([
    ...['0 %', '0.4 %', '10.0 %', '12 %', '250 %'],
  ]);
  expect([0, 3, 0.25, 17.5, 1_234].map(countText)).toEqual(['0', '3', '0.3', '18', '1.2 k']);
});

test('each series of a project has its place in a chart', () => {
  const series = Object.fromEntries(
    [
      ...['cpuPercent', 'cpuPercentMax', 'memoryBytes', 'requestsPerMinute', 'responseMsP50'],
      ...['responseMsP95', 'errorsPerMinute', 'restarts'],
    ].map((name, index) => [name, [[index, index]]]),
  ) as unknown as Parameters<typeof figuresOf>[0]['series'];
  const shown = figuresOf({ series }).map(({ title, series: lines, format }) => [
    title,
    ...lines.map(({ points }) => format(points[0]?.[1] ?? -1)),
  ]);
  expect(shown).toEqual([
    ['CPU', '0 %'],
    ['Memory', '2 B'],
    ['Requests', '3'],
    ['Response time', '4 ms', '5 ms'],
    ['Errors', '6'],
    ['Restarts', '7'],
  ]);
});
