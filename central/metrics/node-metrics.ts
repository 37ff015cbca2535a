import type { Context } from '../context.ts';
import { type MetricWindow, type Point, pointsOf } from '../domain/metric-window.ts';

export interface NodeMetrics {
  stepSeconds: number;
  series: Record<
    'load' | 'memoryUsedBytes' | 'diskUsedBytes' | 'cpuPercent' | 'cpuPercentMax',
    Point[]
  >;
}

/** How a node fared in a window. */
export async function nodeMetrics(
  { db }: Context,
  nodeId: string,
  window: MetricWindow,
): Promise<NodeMetrics> {
  const { starts, toMs, stepMs, resolution } = window;
  const from = starts[0] ?? toMs;
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    SELECT "at" - "at" % CAST(${stepMs} AS INTEGER) AS "step", avg("load") AS "load",
      avg("memory_used_bytes") AS "memory", avg("disk_used_bytes") AS "disk",
      avg("cpu_percent") AS "cpu", max("cpu_percent_max") AS "cpuMax"
    FROM "node_samples"
    WHERE "node_id" = ${nodeId} AND "resolution" = ${resolution}
      AND "at" >= ${from} AND "at" < ${toMs}
    GROUP BY 1`;
  const byStep = new Map(rows.map((row) => [Number(row['step']), row]));
  const points = (column: string) => pointsOf(window, byStep, (row) => Number(row[column]));
  return {
    stepSeconds: stepMs / 1_000,
    series: {
      load: points('load'),
      memoryUsedBytes: points('memory'),
      diskUsedBytes: points('disk'),
      cpuPercent: points('cpu'),
      cpuPercentMax: points('cpuMax'),
    },
  };
}
