import { watch } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, tryCommand } from '../../lib/run-command.ts';
import { reloadUnits, showUnit } from '../commands/systemd.ts';
import { parseUnitState, type UnitState } from '../domain/unit-state.ts';
import { projectSlice, type UnitRequest } from '../domain/unit-text.ts';
import type { ProjectFolders, Release } from '../ports.ts';
import { type LogSizes, logSizes } from './app-logs.ts';
import { letOthersPass, rootOf } from './folder-modes.ts';
import { makeAsUser, ownSharedFolder, projectAccount } from './systemd-account.ts';
import { linkReleaseView } from './work-folder.ts';

/** How long systemd may take from the end of a process to what it does about it. */
const settleMs = 5_000;

/** Makes everything ready that the release's unit refers to, and says what must stand in it. */
export async function prepareUnit(
  release: Release,
  folders: ProjectFolders,
  command: readonly string[],
): Promise<UnitRequest> {
  const account = await projectAccount(release.project, folders);
  await mkdir(folders.root, { recursive: true });
  await letOthersPass([folders.root, folders.release(release.number)], rootOf(folders));
  await ownSharedFolder(folders.shared, account);
  await mkdir(dirname(folders.log), { recursive: true });
  await writeFile(logSizesFile(folders, release.number), JSON.stringify(await logSizes(folders)));
  const binds: { shared: string; inRelease: string }[] = [];
  for (const folder of release.config.storage) {
    const shared = join(folders.shared, folder);
    const inRelease = join(release.storePath, 'app', folder);
    const isInRelease = await isFolder(inRelease);
    await makeAsUser(account, shared, isInRelease ? inRelease : undefined);
    if (isInRelease) binds.push({ shared, inRelease });
  }
  // A store path is read-only: where it lacks the folder, nothing can be mounted.
  const hasAll = binds.length === release.config.storage.length;
  return {
    projectId: release.project.id,
    slug: release.project.slug,
    number: release.number,
    command,
    environmentFile: join(folders.release(release.number), '.env'),
    shared: folders.shared,
    binds,
    workFolder: hasAll ? '' : await linkReleaseView(release, folders),
    log: folders.log,
    errorLog: folders.errorLog,
    endMark: endMark(folders, release.number),
    resources: release.config.resources,
  };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** Touched by the unit itself whenever its process has ended. */
export function endMark(folders: ProjectFolders, number: number): string {
  return join(folders.release(number), 'ended');
}

function logSizesFile(folders: ProjectFolders, number: number): string {
  return join(folders.release(number), 'log-sizes.json');
}

/** Where the project's log files ended when the release was started; the release wrote what follows. */
export async function readLogSizes(folders: ProjectFolders, number: number): Promise<LogSizes> {
  const text = await readFile(logSizesFile(folders, number), 'utf8').catch(() => undefined);
  return text === undefined ? { log: 0, errorLog: 0 } : (JSON.parse(text) as LogSizes);
}

export async function readState(unit: string): Promise<UnitState> {
  return parseUnitState((await tryCommand(showUnit(unit))).stdout);
}

/** From the unit's control group, without starting a program; 0 when nothing runs there. */
export async function mainPid(projectId: number, unit: string): Promise<number> {
  const group = join('vpspilot.slice', 'vpspilot-project.slice', projectSlice(projectId), unit);
  for (const root of ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd']) {
    const pids = await readFile(join(root, group, 'cgroup.procs'), 'utf8').catch(() => undefined);
    if (pids !== undefined) return Number.parseInt(pids, 10) || 0;
  }
  return (await readState(unit)).pid;
}

/** The state after systemd has decided what follows the end of a process. */
export async function settledState(unit: string): Promise<UnitState> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const state = await readState(unit);
    if (state.active !== 'deactivating' || Date.now() > deadline) return state;
    await sleep(20);
  }
}

/** A new unit needs no reload; one that systemd still knows from an earlier attempt does. */
export async function reloadIfStale(unit: string): Promise<void> {
  if ((await readState(unit)).needsReload) await runCommand(reloadUnits());
}

/** Resolves when the file is touched, told by the kernel; rejects when aborted. */
export function nextTouch(
  path: string,
  signal: AbortSignal,
): { promise: Promise<void>; close(): void } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const aborted = () => reject(signal.reason);
  signal.addEventListener('abort', aborted, { once: true });
  if (signal.aborted) aborted();
  promise.catch(() => undefined);
  const watcher = watch(dirname(path), (_event, name) => {
    if (name === basename(path)) resolve();
  });
  // The folder was removed: so was the release.
  watcher.on('error', () => resolve());
  return {
    promise,
    close() {
      watcher.close();
      signal.removeEventListener('abort', aborted);
    },
  };
}
