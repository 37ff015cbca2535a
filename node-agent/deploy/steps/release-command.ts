import type { Release } from '../../ports.ts';
import type { Candidate, Job } from '../job.ts';

/** Runs `release.command` with the new release's code and variables, beside the running one. */
export async function runReleaseCommand(
  { tools, story, signal, folders }: Job,
  release: Release,
  { released }: Candidate,
): Promise<void> {
  const command = release.config.release?.command;
  if (command === undefined) return story.skip('release', 'release.command is not set');
  if (released !== undefined) return story.skip('release', released);
  await story.step('release', signal, (step) =>
    tools.ports.services.runOnce(release, folders, command, step),
  );
}
