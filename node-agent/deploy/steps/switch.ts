import type { Release } from '../../ports.ts';
import type { Job, Live } from '../job.ts';

/** Moves the traffic to the release. */
export function switchTraffic(job: Job, release: Release, pid: number): Promise<Live> {
  const { tools, story, signal, project, folders } = job;
  const { releases, ports, traffic, now } = tools;
  const exclusively = traffic.exclusively(project.id);
  const move = () =>
    story.step('switch', signal, async (step) => {
      const previous = await releases.live(project);
      const atMs = now();
      await releases.recordSwitch(release, { previous: previous?.number ?? 0, atMs });
      signal.throwIfAborted();
      await ports.router.switchTo(release, folders);
      // The point of no return: new requests reach this release now. Nothing below, and nothing
      // that follows, may fail the deployment any more; a cancel comes too late.
      traffic.supersede(project.id, `release ${release.number} is live`);
      tellLive(job, release, pid);
      step.note(previous === undefined ? 'first release' : `from release ${previous.number}`);
      return { release, previous, atMs };
    });
  return exclusively(move, { signal });
}

export function tellLive({ story }: Pick<Job, 'story'>, release: Release, pid: number): void {
  const { number, commit, storePath, generation, port, environmentVersion } = release;
  story.tell({
    case: 'releaseLive',
    value: { release: number, commit, storePath, generation, port, pid, environmentVersion },
  });
}
