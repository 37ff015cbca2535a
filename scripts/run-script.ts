import { delimiter, join } from 'node:path';
import { UserError } from '../lib/user-error.ts';

/** The repository's folder: scripts may be called from anywhere. */
export const repositoryRoot: string = join(import.meta.dirname, '..');

/** Where the person was: paths on the command line are meant from there. */
export const startedIn: string = process.cwd();

/** What a shell reports for a program that Ctrl-C has ended. */
export const interruptedExitCode = 130;

/**
 * Runs a script's body in the repository, with its own tools first on the PATH; the result is the
 * exit code. The signal is aborted by Ctrl-C: the body ends what it has started. A second Ctrl-C
 * does not wait for that.
 */
export async function runScript(body: (signal: AbortSignal) => Promise<number>): Promise<void> {
  process.chdir(repositoryRoot);
  const tools = join(repositoryRoot, 'node_modules/.bin');
  process.env['PATH'] = [tools, process.env['PATH'] ?? '/usr/bin:/bin'].join(delimiter);
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (interruption.signal.aborted) process.exit(interruptedExitCode);
      interruption.abort(new UserError('interrupted', 'Interrupted'));
    });
  }
  process.exit(await exitCodeOf(body, interruption.signal));
}

async function exitCodeOf(
  body: (signal: AbortSignal) => Promise<number>,
  signal: AbortSignal,
): Promise<number> {
  try {
    return await body(signal);
  } catch (error) {
    console.error(explain(error));
    return signal.aborted ? interruptedExitCode : 1;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof UserError)) return error instanceof Error ? `${error.stack}` : `${error}`;
  return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
}
