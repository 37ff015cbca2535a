import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryCommand } from '../../lib/run-command.ts';
import type { ProjectFolders, Release, Step } from '../ports.ts';
import { findByEnvironment, isGroupRunning, signalGroup } from './proc.ts';
import { recordKey } from './process-supervisor-records.ts';
import { releaseCommand, releaseCommandFailed } from './release-program.ts';
import { appEnvironment } from './supervised-process.ts';
import { makeReleaseView } from './work-folder.ts';

/** What a leftover may take to end after SIGTERM. */
const leftoverGraceMs = 5_000;

/** Runs the release command with the application's environment, to its end. */
export async function runReleaseCommand(
  release: Release,
  folders: ProjectFolders,
  command: string,
  step: Step,
): Promise<void> {
  await endLeftover(recordKey({ projectId: release.project.id, number: release.number }), step);
  const home = join(folders.shared, '.home');
  await mkdir(home, { recursive: true });
  const workFolder = await makeReleaseView(release, folders);
  const { exitCode } = await tryCommand(releaseCommand(release, command), {
    cwd: workFolder || folders.shared,
    env: await appEnvironment({
      environmentFile: join(folders.release(release.number), '.env'),
      home,
      workFolder,
      projectId: release.project.id,
      number: release.number,
    }),
    inheritEnv: false,
    signal: step.signal,
    onLine: (line, stream) => step.output(line, stream),
  });
  if (exitCode !== 0) throw releaseCommandFailed(command, `it ended with exit code ${exitCode}`);
}

/** An agent that was killed leaves its release command at work; two at once may ruin a database. */
async function endLeftover(key: string, step: Step): Promise<void> {
  const group = await findByEnvironment(`VPSPILOT_UNIT=${key}`);
  if (group === undefined) return;
  step.output('Ending the release command that an earlier agent has left at work', 'stderr');
  signalGroup(group, 'SIGTERM');
  const deadline = Date.now() + leftoverGraceMs;
  while (Date.now() < deadline && (await isGroupRunning(group))) await sleep(50);
  signalGroup(group, 'SIGKILL');
}
