import type { Context, Transaction } from '../context.ts';
import {
  keptRolledMs,
  keptSamplesMs,
  rolledSeconds,
  sampleSeconds,
} from '../domain/metric-window.ts';

const windowMs = rolledSeconds * 1_000;
/** After a long time without housekeeping the rest is done in the next rounds. */
const windowsPerRound = 6;

/** Makes ten minutes of samples one, and lets go of what is too old. */
export async function keepSamples(context: Context): Promise<void> {
  for (let done = 0; done < windowsPerRound; done += 1) {
    if (!(await rollUpNext(context))) break;
  }
  await prune(context);
}

/** False when there is nothing that is over and not rolled up yet. */
async function rollUpNext({ db, clock }: Context): Promise<boolean> {
  const [next] = await db.$queryRaw<{ at: bigint | number | null }[]>`
    SELECT min("at") AS "at" FROM "node_samples" WHERE "resolution" = ${sampleSeconds} AND "at" >= (
      SELECT coalesce(max("at"), 0) + ${windowMs} FROM "node_samples"
      WHERE "resolution" = ${rolledSeconds})`;
  if (next === undefined || next.at === null) return false;
  const from = Math.floor(Number(next.at) / windowMs) * windowMs;
  if (from + windowMs > clock.now().getTime()) return false;
  await db.$transaction(async (tx) => {
    await rollUpProjects(tx, from);
    await rollUpResponseTimes(tx, from);
    await rollUpNodes(tx, from);
  });
  return true;
}

async function rollUpProjects(tx: Transaction, from: number): Promise<void> {
  await tx.$executeRaw`
    INSERT OR REPLACE INTO "project_samples" ("project_id", "resolution", "at", "seconds",
      "cpu_percent", "cpu_percent_max", "memory_bytes", "memory_bytes_max",
      "restarts", "requests", "errors")
    SELECT "project_id", ${rolledSeconds}, CAST(${from} AS INTEGER), sum("seconds"),
      avg("cpu_percent"), max("cpu_percent_max"),
      CAST(avg("memory_bytes") AS INTEGER), max("memory_bytes_max"),
      sum("restarts"), sum("requests"), sum("errors")
    FROM "project_samples"
    WHERE "resolution" = ${sampleSeconds} AND "at" >= ${from} AND "at" < ${from + windowMs}
    GROUP BY "project_id"`;
}

async function rollUpResponseTimes(tx: Transaction, from: number): Promise<void> {
  await tx.$executeRaw`
    INSERT OR REPLACE INTO "response_times" ("project_id", "resolution", "at", "up_to_ms", "count")
    SELECT "project_id", ${rolledSeconds}, CAST(${from} AS INTEGER), "up_to_ms", sum("count")
    FROM "response_times"
    WHERE "resolution" = ${sampleSeconds} AND "at" >= ${from} AND "at" < ${from + windowMs}
    GROUP BY "project_id", "up_to_ms"`;
}

async function rollUpNodes(tx: Transaction, from: number): Promise<void> {
  await tx.$executeRaw`
    INSERT OR REPLACE INTO "node_samples" ("node_id", "resolution", "at", "cpu_percent",
      "cpu_percent_max", "load", "memory_used_bytes", "disk_used_bytes")
    SELECT "node_id", ${rolledSeconds}, CAST(${from} AS INTEGER), avg("cpu_percent"),
      max("cpu_percent_max"), avg("load"),
      CAST(avg("memory_used_bytes") AS INTEGER), CAST(avg("disk_used_bytes") AS INTEGER)
    FROM "node_samples"
    WHERE "resolution" = ${sampleSeconds} AND "at" >= ${from} AND "at" < ${from + windowMs}
    GROUP BY "node_id"`;
}

/** A little with every round, so that nobody waits for it. */
async function prune({ db, clock }: Context): Promise<void> {
  const now = clock.now().getTime();
  const tooOld = (resolution: number, keptMs: number) => ({
    where: { resolution, at: { lt: BigInt(now - keptMs) } },
  });
  const old = [tooOld(sampleSeconds, keptSamplesMs), tooOld(rolledSeconds, keptRolledMs)];
  await db.$transaction(
    old.flatMap((which) => [
      db.projectSample.deleteMany(which),
      db.responseTime.deleteMany(which),
      db.nodeSample.deleteMany(which),
    ]),
  );
}
