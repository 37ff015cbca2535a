/** What is measured over time, as the API shows it. */
import { z } from 'zod';

const date = z.iso.datetime({ offset: true });

/** A window of time; by default the last hour. */
export const windowQuery = z.object({
  from: date.optional().describe('Default: an hour before `to`'),
  to: date.optional().describe('Default: now'),
});

/** The query as the use cases take it. */
export function windowWish({ from, to }: z.infer<typeof windowQuery>) {
  return {
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

const series = z
  .array(z.tuple([z.number().int().describe('Unix milliseconds'), z.number().nullable()]))
  .describe('At most 500 points; null: nothing was measured');

const stepSeconds = z.number().int().describe('Distance of the points');

export const projectMetricsSchema = z
  .object({
    stepSeconds,
    series: z.object({
      cpuPercent: series.describe('100 is one whole CPU'),
      cpuPercentMax: series,
      memoryBytes: series.describe('Highest of the step'),
      requestsPerMinute: series,
      responseMsP50: series,
      responseMsP95: series,
      errorsPerMinute: series.describe('Answered with 5xx'),
      restarts: series,
    }),
    deployments: z
      .array(z.object({ number: z.number().int(), at: z.iso.datetime(), kind: z.string() }))
      .describe('Those that went live in the window'),
  })
  .meta({ id: 'ProjectMetrics' });

export const nodeMetricsSchema = z
  .object({
    stepSeconds,
    series: z.object({
      load: series,
      memoryUsedBytes: series,
      diskUsedBytes: series,
      cpuPercent: series.describe('Of all CPUs together'),
      cpuPercentMax: series,
    }),
  })
  .meta({ id: 'NodeMetrics' });
