import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { arch, cpus, hostname, loadavg, platform, totalmem } from 'node:os';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { HeartbeatSchema } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { type CpuTimes, readCpuTimes } from '../domain/samples.ts';

/** "x86_64-linux", as Nix spells it. */
export function systemName(): string {
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[arch() as string] ?? arch();
  return `${machine}-${platform()}`;
}

export { hostname };

const cpuCount = cpus().length;

/** How busy the CPUs have been since the machine was started. */
export function readCpu(): CpuTimes {
  return readCpuTimes(readFileSync('/proc/stat', 'utf8'));
}

/** Load, memory and the disk that holds `root`. */
export async function measureMachine(
  root: string,
): Promise<Omit<MessageInitShape<typeof HeartbeatSchema>, '$typeName' | 'releases'>> {
  const disk = await statfs(root).catch(() => undefined);
  const blockBytes = BigInt(disk?.bsize ?? 0);
  return {
    load1m: loadavg()[0] ?? 0,
    memoryTotalBytes: BigInt(totalmem()),
    memoryAvailableBytes: BigInt(availableMemory()),
    diskTotalBytes: blockBytes * BigInt(disk?.blocks ?? 0),
    diskAvailableBytes: blockBytes * BigInt(disk?.bavail ?? 0),
    cpus: cpuCount,
    agentRssBytes: BigInt(process.memoryUsage.rss()),
  };
}

/** What could be used without swapping; "free" alone leaves out what the page cache would give back. */
function availableMemory(): number {
  const match = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'));
  return Number(match?.[1] ?? 0) * 1_024;
}
