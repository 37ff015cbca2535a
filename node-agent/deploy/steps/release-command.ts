import { UserError } from '../../../lib/user-error.ts';
import { explanationOf } from '../../domain/failures/explain.ts';
import type { Release, Step } from '../../ports.ts';
import type { Candidate, Job } from '../job.ts';

/** As much of its output as is looked through for the cause of a failure. */
const keptLines = 200;

/** Runs `release.command` with the new release's code and variables, beside the running one. */
export async function runReleaseCommand(
  { tools, story, signal, folders }: Job,
  release: Release,
  { released }: Candidate,
): Promise<void> {
  const command = release.config.release?.command;
  if (command === undefined) return story.skip('release', 'release.command is not set');
  if (released !== undefined) return story.skip('release', released);
  await story.step('release', signal, async (step) => {
    const said: string[] = [];
    const output: Step['output'] = (text, stream) => {
      said.push(text);
      if (said.length > keptLines) said.shift();
      step.output(text, stream);
    };
    try {
      await tools.ports.services.runOnce(release, folders, command, { ...step, output });
    } catch (error) {
      throw explained(error, said);
    }
  });
}

/** What it printed says more than its exit code. */
function explained(error: unknown, said: readonly string[]): unknown {
  if (!(error instanceof UserError) || error.code !== 'release_command_failed') return error;
  const cause = explanationOf({ stage: 'release', said });
  if (cause === undefined) return error;
  const hint = `${cause.hint}. The new release was not started; the old one goes on`;
  return new UserError(error.code, error.message, { hint, cause: error });
}
