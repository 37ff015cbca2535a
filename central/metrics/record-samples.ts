import { responseTimeBounds } from '../../lib/response-times.ts';
import type {
  NodeSample,
  ProjectSample,
  Samples,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context, Transaction } from '../context.ts';
import { sampleSeconds } from '../domain/metric-window.ts';

/** A node that reports after a longer silence has a gap, not a long sample. */
const longestMs = 4 * sampleSeconds * 1_000;

/** Keeps what a node has measured. Never throws: a gap in a plot is nothing to end a stream for. */
export async function recordSamples(
  context: Context,
  nodeId: string,
  samples: Samples,
): Promise<void> {
  try {
    await insertSamples(context, nodeId, samples);
  } catch (err) {
    context.log.error({ err, nodeId }, 'samples of a node could not be kept');
  }
}

/** One statement per table, whatever the node runs. */
async function insertSamples(
  { db, clock, bus }: Context,
  nodeId: string,
  samples: Samples,
): Promise<void> {
  // Central's own time: clocks of nodes may be anywhere.
  const at = clock.now().getTime();
  const seconds = Math.min(samples.intervalMs, longestMs) / 1_000;
  await db.$transaction(async (tx) => {
    if (samples.node !== undefined) await insertNode(tx, nodeId, at, samples.node);
    await insertProjects(tx, nodeId, { at, seconds }, samples.projects);
    await insertResponseTimes(tx, nodeId, at, samples.projects);
  });
  bus.publish([`node:${nodeId}`]);
}

function insertNode(tx: Transaction, nodeId: string, at: number, sample: NodeSample) {
  const cpuPercent = sound(sample.cpuPercent);
  const measured = {
    cpuPercent,
    cpuPercentMax: cpuPercent,
    load: sound(sample.load1m),
    memoryUsedBytes: sample.memoryUsedBytes,
    diskUsedBytes: sample.diskUsedBytes,
  };
  const key = { nodeId, resolution: sampleSeconds, at: BigInt(at) };
  return tx.nodeSample.upsert({
    where: { nodeId_resolution_at: key },
    create: { ...key, ...measured },
    update: measured,
  });
}

/** Only projects that are on this node: a node says nothing about others. */
async function insertProjects(
  tx: Transaction,
  nodeId: string,
  { at, seconds }: { at: number; seconds: number },
  projects: readonly ProjectSample[],
): Promise<void> {
  const rows = projects.map(({ projectId, process, requests }) => [
    projectId,
    process === undefined ? null : sound(process.cpuPercent),
    process === undefined ? null : Number(process.memoryBytes),
    process?.restarts ?? null,
    requests?.count ?? null,
    requests?.errors ?? null,
  ]);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT OR REPLACE INTO "project_samples" ("project_id", "resolution", "at", "seconds",
      "cpu_percent", "cpu_percent_max", "memory_bytes", "memory_bytes_max",
      "restarts", "requests", "errors")
    SELECT p."id", ${sampleSeconds}, CAST(${at} AS INTEGER), ${seconds},
      value->>1, value->>1, value->>2, value->>2, value->>3, value->>4, value->>5
    FROM json_each(${JSON.stringify(rows)})
    JOIN "projects" p ON p."id" = value->>0 AND p."node_id" = ${nodeId} AND p."deleted_at" IS NULL`;
}

async function insertResponseTimes(
  tx: Transaction,
  nodeId: string,
  at: number,
  projects: readonly ProjectSample[],
): Promise<void> {
  const rows = projects.flatMap(({ projectId, requests }) =>
    (requests?.responseTimes ?? [])
      .filter(({ upToMs, count }) => count > 0 && isBound(upToMs))
      .map(({ upToMs, count }) => [projectId, upToMs, count]),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT OR REPLACE INTO "response_times" ("project_id", "resolution", "at", "up_to_ms", "count")
    SELECT p."id", ${sampleSeconds}, CAST(${at} AS INTEGER), value->>1, value->>2
    FROM json_each(${JSON.stringify(rows)})
    JOIN "projects" p ON p."id" = value->>0 AND p."node_id" = ${nodeId} AND p."deleted_at" IS NULL`;
}

/** Rows per sample are as many as there are bounds, whatever a node sends. */
function isBound(upToMs: number): boolean {
  return upToMs === 0 || (responseTimeBounds as readonly number[]).includes(upToMs);
}

/** A number that JSON and the database can hold. */
function sound(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
