import type { ReleaseUsage } from '../ports.ts';

export interface ProcessSample {
  /** 100 is one whole CPU. */
  cpuPercent: number;
  memoryBytes: number;
  restarts: number;
}

/** What all releases of each project used between two looks, by project. */
export function processSamples(
  before: readonly ReleaseUsage[],
  now: readonly ReleaseUsage[],
  elapsedMs: number,
): Map<number, ProcessSample> {
  const known = new Map(before.map((usage) => [keyOf(usage), usage]));
  const samples = new Map<number, ProcessSample>();
  for (const usage of now) {
    const sample = samples.get(usage.projectId) ?? { cpuPercent: 0, memoryBytes: 0, restarts: 0 };
    samples.set(usage.projectId, sample);
    const earlier = known.get(keyOf(usage));
    const cpuMs = grown(usage.cpuMs, earlier?.cpuMs);
    sample.cpuPercent += elapsedMs > 0 ? (cpuMs / elapsedMs) * 100 : 0;
    sample.memoryBytes += usage.memoryBytes;
    sample.restarts += earlier === undefined ? 0 : grown(usage.restarts, earlier.restarts);
  }
  return samples;
}

function keyOf({ projectId, number }: ReleaseUsage): string {
  return `${projectId}@${number}`;
}

/** A counter that is smaller than before has begun again; one that is new began in between. */
function grown(now: number, before = 0): number {
  return now >= before ? now - before : now;
}

/** Time that all CPUs have been busy, and at all, as the first line of /proc/stat says. */
export interface CpuTimes {
  busy: number;
  all: number;
}

export function readCpuTimes(stat: string): CpuTimes {
  const fields = stat.split('\n', 1)[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
  const all = fields.reduce((sum, ticks) => sum + ticks, 0);
  // The fourth is idle, the fifth waits for a disk.
  return { all, busy: all - (fields[3] ?? 0) - (fields[4] ?? 0) };
}

/** 0 to 100 of all CPUs together. */
export function cpuPercent(before: CpuTimes, now: CpuTimes): number {
  const all = now.all - before.all;
  return all <= 0 ? 0 : Math.min(100, Math.max(0, ((now.busy - before.busy) / all) * 100));
}
