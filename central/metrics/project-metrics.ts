import { percentile } from '../../lib/response-times.ts';
import type { Context, Database } from '../context.ts';
import { type MetricWindow, type Point, pointsOf } from '../domain/metric-window.ts';

export interface ProjectMetrics {
  stepSeconds: number;
  series: Record<
    | 'cpuPercent'
    | 'cpuPercentMax'
    | 'memoryBytes'
    | 'requestsPerMinute'
    | 'responseMsP50'
    | 'responseMsP95'
    | 'errorsPerMinute'
    | 'restarts',
    Point[]
  >;
  /** Those that went live in the window. */
  deployments: { number: number; at: Date; kind: string }[];
}

/** More marks than this on one axis nobody can tell apart. */
const marksMax = 200;

/** How a project fared in a window. */
export async function projectMetrics(
  { db }: Context,
  projectId: number,
  window: MetricWindow,
): Promise<ProjectMetrics> {
  const rows = await readSamples(db, projectId, window);
  const times = await readResponseTimes(db, projectId, window);
  const points = (read: (row: SampleRow) => number | null | undefined) =>
    pointsOf(window, rows, read);
  const perMinute = (count: number | null, seconds: number) =>
    count === null || seconds === 0 ? null : (count * 60) / seconds;
  const percentiles = (part: number) =>
    pointsOf(window, times, (counts) => percentile(counts, part));
  return {
    stepSeconds: window.stepMs / 1_000,
    series: {
      cpuPercent: points((row) => row.cpu),
      cpuPercentMax: points((row) => row.cpuMax),
      memoryBytes: points((row) => row.memory),
      requestsPerMinute: points((row) => perMinute(row.requests, row.seconds)),
      responseMsP50: percentiles(0.5),
      responseMsP95: percentiles(0.95),
      errorsPerMinute: points((row) => perMinute(row.errors, row.seconds)),
      restarts: points((row) => row.restarts),
    },
    deployments: await readDeployments(db, projectId, window),
  };
}

interface SampleRow {
  seconds: number;
  cpu: number | null;
  cpuMax: number | null;
  memory: number | null;
  restarts: number | null;
  requests: number | null;
  errors: number | null;
}

async function readSamples(
  db: Database,
  projectId: number,
  { starts, toMs, stepMs, resolution }: MetricWindow,
): Promise<Map<number, SampleRow>> {
  const from = starts[0] ?? toMs;
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    SELECT "at" - "at" % CAST(${stepMs} AS INTEGER) AS "step", sum("seconds") AS "seconds",
      avg("cpu_percent") AS "cpu", max("cpu_percent_max") AS "cpuMax",
      max("memory_bytes_max") AS "memory", sum("restarts") AS "restarts",
      sum(CASE WHEN "requests" IS NULL THEN 0 ELSE "seconds" END) AS "counted",
      sum("requests") AS "requests", sum("errors") AS "errors"
    FROM "project_samples"
    WHERE "project_id" = ${projectId} AND "resolution" = ${resolution}
      AND "at" >= ${from} AND "at" < ${toMs}
    GROUP BY 1`;
  return new Map(
    rows.map((row) => [
      Number(row['step']),
      {
        seconds: Number(row['counted']),
        cpu: number(row['cpu']),
        cpuMax: number(row['cpuMax']),
        memory: number(row['memory']),
        restarts: number(row['restarts']),
        requests: number(row['requests']),
        errors: number(row['errors']),
      },
    ]),
  );
}

async function readResponseTimes(
  db: Database,
  projectId: number,
  { starts, toMs, stepMs, resolution }: MetricWindow,
): Promise<Map<number, Map<number, number>>> {
  const from = starts[0] ?? toMs;
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    SELECT "at" - "at" % CAST(${stepMs} AS INTEGER) AS "step", "up_to_ms" AS "upToMs",
      sum("count") AS "count"
    FROM "response_times"
    WHERE "project_id" = ${projectId} AND "resolution" = ${resolution}
      AND "at" >= ${from} AND "at" < ${toMs}
    GROUP BY 1, 2`;
  const byStep = Map.groupBy(rows, (row) => Number(row['step']));
  return new Map(
    [...byStep].map(([step, own]) => [
      step,
      new Map(own.map((row) => [Number(row['upToMs']), Number(row['count'])])),
    ]),
  );
}

async function readDeployments(db: Database, projectId: number, { fromMs, toMs }: MetricWindow) {
  const rows = await db.deployment.findMany({
    where: { projectId, liveAt: { gte: new Date(fromMs), lt: new Date(toMs) } },
    orderBy: { number: 'desc' },
    take: marksMax,
    select: { number: true, liveAt: true, kind: true },
  });
  return rows
    .flatMap(({ number, liveAt, kind }) => (liveAt === null ? [] : [{ number, at: liveAt, kind }]))
    .reverse();
}

function number(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
