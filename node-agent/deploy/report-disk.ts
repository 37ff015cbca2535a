import type { MessageInitShape } from '@bufbuild/protobuf';
import type { DiskReportSchema } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { AgentContext } from '../context.ts';
import type { Release } from '../ports.ts';

type Tools = Pick<AgentContext, 'releases' | 'ports' | 'space' | 'buildSlots' | 'now'>;
type Report = MessageInitShape<typeof DiskReportSchema>;

/** What fills the disks of this node. Reads only; what cannot be measured in time is 0. */
export async function reportDisk(tools: Tools, signal: AbortSignal): Promise<Report> {
  const { releases, space } = tools;
  const projects = await releases.projects();
  const kept = await Promise.all(
    projects.map(async (project) => ({
      project,
      live: await releases.live(project),
      releases: await releases.list(project),
    })),
  );
  const all = kept.flatMap((one) => one.releases);
  const [store, sizes, folders, running] = await Promise.all([
    measureStore(tools, signal),
    space.kept(
      all.map(({ storePath }) => storePath),
      signal,
    ),
    space.folders(projects, signal),
    tools.ports.services.list(),
  ]);
  const sizeOf = new Map(all.map((release, index) => [release, sizes[index]]));
  const isRunning = ({ project, number }: Release) =>
    running.some((one) => one.projectId === project.id && one.number === number);
  return {
    atMs: BigInt(Math.round(tools.now())),
    storeBytes: BigInt(store.storeBytes),
    freeableBytes: BigInt(store.freeableBytes),
    cacheBytes: BigInt(folders.cacheBytes),
    projects: kept.map(({ project, live, releases: own }) => ({
      projectId: project.id,
      logsBytes: BigInt(folders.projects.get(project.id)?.logsBytes ?? 0),
      sharedBytes: BigInt(folders.projects.get(project.id)?.sharedBytes ?? 0),
      releases: own.map((release) => {
        const isLive = release.number === live?.number;
        return {
          release: release.number,
          bytes: BigInt(sizeOf.get(release)?.bytes ?? 0),
          ownBytes: BigInt(sizeOf.get(release)?.ownBytes ?? 0),
          live: isLive,
          keptFor: keptFor(isLive, isRunning(release)),
        };
      }),
    })),
  };
}

function keptFor(isLive: boolean, isRunning: boolean): string {
  if (isLive) return 'live';
  return isRunning ? 'draining' : 'rollback';
}

/** Finding out what is dead locks the store for a moment: never beside a build. */
async function measureStore({ space, buildSlots }: Tools, signal: AbortSignal) {
  let measured = { storeBytes: 0, freeableBytes: 0 };
  await buildSlots.tryAll(async () => {
    measured = await space.store(signal);
  });
  return measured;
}
