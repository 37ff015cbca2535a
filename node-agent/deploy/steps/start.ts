import type { Release } from '../../ports.ts';
import type { Job } from '../job.ts';
import { routeProjects } from '../routes.ts';

/** Starts the release beside the running one, and makes sure that its domains are routed. */
export async function start(job: Job, release: Release): Promise<{ pid: number }> {
  const { tools, story, signal, folders } = job;
  return story.step('start', signal, async (step) => {
    if (release.port === 0) {
      await routeProjects(tools);
      step.note('Static files: served by the web server itself');
      return { pid: 0 };
    }
    const [{ pid }] = await Promise.all([
      tools.ports.services.start(release, folders, step.signal),
      routeProjects(tools),
    ]);
    step.note(`process ${pid}, port ${release.port}`);
    return { pid };
  });
}
