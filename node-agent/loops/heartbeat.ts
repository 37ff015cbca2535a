import { setTimeout as sleep } from 'node:timers/promises';
import { measureMachine } from '../adapters/machine.ts';
import type { AgentContext } from '../context.ts';
import type { Release } from '../ports.ts';
import type { Session } from './session.ts';

/** A release's state is asked for at most this often: with systemd each question is a process. */
const statesEveryMs = 30_000;

/** Tells central how the node is, until the session is over. Never waits for other work. */
export async function sendHeartbeats(
  context: AgentContext,
  session: Session,
  intervalSeconds: number,
): Promise<void> {
  const releases = createReleaseStates(context);
  while (!session.signal.aborted) {
    try {
      const [machine, running] = await Promise.all([
        measureMachine(context.settings.root),
        releases(),
      ]);
      await session.send({ case: 'heartbeat', value: { ...machine, releases: running } });
    } catch (error) {
      context.log.warn({ err: error }, `heartbeat failed; next in ${intervalSeconds} s`);
    }
    await sleep(intervalSeconds * 1_000, undefined, { signal: session.signal }).catch(
      () => undefined,
    );
  }
}

function createReleaseStates({ releases, ports, now }: AgentContext) {
  let known: Awaited<ReturnType<typeof measure>> = [];
  let knownNames = '';
  let measuredAt = Number.NEGATIVE_INFINITY;
  const readLive = async () => {
    const projects = await releases.projects();
    const live = await Promise.all(projects.map((project) => releases.live(project)));
    return live.filter((release) => release !== undefined);
  };
  const measure = (live: readonly Release[]) =>
    Promise.all(
      live.map(async (release) => ({
        projectId: release.project.id,
        release: release.number,
        deploymentId: release.deploymentId,
        healthy: release.port === 0 || (await ports.services.state(release)).state === 'running',
      })),
    );
  return async () => {
    const live = await readLive();
    const names = live.map(({ project, number }) => `${project.id}@${number}`).join();
    // Another release is live: whoever looks at the node wants to see that one.
    if (names !== knownNames || now() - measuredAt >= statesEveryMs) {
      known = await measure(live);
      knownNames = names;
      measuredAt = now();
    }
    return known;
  };
}
