import type { Job } from './job.ts';

/** After the switch an error is a line in the log, never the end of the deployment. */
export async function quietly(job: Job, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    job.story.log.error({ err: error, project: job.project.id }, `${what} failed`);
  }
}
