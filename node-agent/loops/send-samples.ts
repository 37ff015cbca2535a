import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ProjectSampleSchema,
  SamplesSchema,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { measureMachine, readCpu } from '../adapters/machine.ts';
import type { AgentContext } from '../context.ts';
import type { RequestCounts } from '../domain/request-counts.ts';
import { cpuPercent, type ProcessSample, processSamples } from '../domain/samples.ts';
import type { Session } from './session.ts';

type Tools = Pick<AgentContext, 'settings' | 'ports' | 'releases' | 'log'>;
type Samples = MessageInitShape<typeof SamplesSchema>;

/** Tells central how node and projects fare, until the session is over. What it misses is a gap there. */
export async function sendSamples(
  tools: Tools,
  session: Session,
  intervalSeconds: number,
): Promise<void> {
  const { signal } = session;
  const look = createLook(tools);
  // The first look only says where the counters stand.
  await look().catch(() => undefined);
  while (!signal.aborted) {
    await sleep(intervalSeconds * 1_000, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await session.send({ case: 'samples', value: await look() });
    } catch (error) {
      tools.log.warn({ err: error }, `samples failed; next in ${intervalSeconds} s`);
    }
  }
}

function createLook({ settings, ports, releases }: Tools): () => Promise<Samples> {
  let last = { atMs: performance.now(), cpu: readCpu(), usage: [] as Usage };
  return async () => {
    const [usage, machine, live] = await Promise.all([
      ports.services.usage(),
      measureMachine(settings.root),
      liveReleases(releases),
    ]);
    const now = { atMs: performance.now(), cpu: readCpu(), usage };
    const before = last;
    last = now;
    const elapsedMs = now.atMs - before.atMs;
    const processes = processSamples(before.usage, usage, elapsedMs);
    const requests = ports.requests.take();
    return {
      atMs: BigInt(Date.now()),
      intervalMs: Math.round(elapsedMs),
      node: {
        cpuPercent: cpuPercent(before.cpu, now.cpu),
        load1m: machine.load1m ?? 0,
        memoryUsedBytes: difference(machine.memoryTotalBytes, machine.memoryAvailableBytes),
        diskUsedBytes: difference(machine.diskTotalBytes, machine.diskAvailableBytes),
      },
      projects: live.map(({ project, number }) =>
        projectSample(
          { projectId: project.id, release: number },
          processes.get(project.id),
          requests.get(project.id),
        ),
      ),
    };
  };
}

type Usage = Awaited<ReturnType<Tools['ports']['services']['usage']>>;

async function liveReleases(releases: Tools['releases']) {
  const projects = await releases.projects();
  const live = await Promise.all(projects.map((project) => releases.live(project)));
  return live.filter((release) => release !== undefined);
}

function projectSample(
  release: { projectId: number; release: number },
  process: ProcessSample | undefined,
  requests: RequestCounts | undefined,
): MessageInitShape<typeof ProjectSampleSchema> {
  const { count = 0, errors = 0, times = new Map<number, number>() } = requests ?? {};
  const responseTimes = [...times].map(([upToMs, count]) => ({ upToMs, count }));
  return {
    ...release,
    ...(process === undefined
      ? {}
      : { process: { ...process, memoryBytes: BigInt(Math.round(process.memoryBytes)) } }),
    requests: { count, errors, responseTimes },
  };
}

function difference(total = 0n, available = 0n): bigint {
  return total > available ? total - available : 0n;
}
