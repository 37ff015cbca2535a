import { bytesText, durationText } from '../../data/time-text.ts';
import type { ChartSeries } from '../charts/series.ts';
import type { ProjectMetrics } from '../types.ts';

/** A chart of the page. */
export interface Figure {
  title: string;
  unit: string;
  series: ChartSeries[];
  format: (value: number) => string;
}

/** The charts of a project, in the order in which one asks: is it well, is it used, does it answer. */
export function figuresOf({ series }: Pick<ProjectMetrics, 'series'>): Figure[] {
  const one = (label: string, points: ChartSeries['points']) => [{ label, points }];
  return [
    {
      ...{ title: 'CPU', unit: '100 % is one CPU', format: percentText },
      series: one('CPU', series.cpuPercent),
    },
    {
      ...{ title: 'Memory', unit: 'of all its processes', format: bytesText },
      series: one('Memory', series.memoryBytes),
    },
    {
      ...{ title: 'Requests', unit: 'per minute', format: countText },
      series: one('Requests', series.requestsPerMinute),
    },
    {
      ...{ title: 'Response time', unit: 'half and 95 % of requests below', format: durationText },
      series: [
        { label: 'p50', points: series.responseMsP50 },
        { label: 'p95', points: series.responseMsP95 },
      ],
    },
    {
      ...{ title: 'Errors', unit: 'answered 5xx, per minute', format: countText },
      series: one('Errors', series.errorsPerMinute),
    },
    {
      ...{ title: 'Restarts', unit: 'by the service manager', format: countText },
      series: one('Restarts', series.restarts),
    },
  ];
}

export function percentText(value: number): string {
  return `${value < 10 && value !== 0 ? value.toFixed(1) : Math.round(value)} %`;
}

export function countText(value: number): string {
  if (value >= 1_000) return `${(value / 1_000).toFixed(1)} k`;
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 1 : 0);
}
