/** What both service managers say about a release's program. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import type { Release } from '../ports.ts';

/**
 * The start script runs what it is given instead of the start command, with the same tools on its
 * PATH. Only files that are served as they are have none.
 */
export function releaseCommand(
  release: Pick<Release, 'storePath'>,
  command: string,
): [string, ...string[]] {
  const start = join(release.storePath, 'bin', 'start');
  if (!existsSync(start)) return ['/bin/sh', '-c', command];
  return [start, 'bash', '-c', command];
}

export function releaseCommandFailed(command: string, reason: string): UserError {
  return new UserError(
    'release_command_failed',
    `The release command "${command.slice(0, 200)}" failed: ${reason}`,
    { hint: 'Its output is above. The new release was not started; the old one goes on' },
  );
}

export function startFailed(release: Release, reason: string, cause?: unknown): UserError {
  return new UserError('start_failed', `${release.project.slug} could not be started: ${reason}`, {
    cause,
    hint: `It is started as ${join(release.storePath, 'bin', 'start')}`,
  });
}
