import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tryCommand } from '../../lib/run-command.ts';
import {
  forgetUnit,
  killUnit,
  showUnits,
  startUnit,
  stopUnit,
  unitMessages,
} from '../commands/systemd.ts';
import { projectFolders } from '../domain/folders.ts';
import { endReason, serviceState, type UnitState } from '../domain/unit-state.ts';
import { releaseOfUnit, unitName, unitText } from '../domain/unit-text.ts';
import { readUnitUsage, usageProperties } from '../domain/unit-usage.ts';
import type {
  LogWish,
  ProjectFolders,
  ProjectRef,
  Release,
  ServiceManager,
  ServiceState,
  Step,
} from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { keepLogsSmall } from './app-log-trim.ts';
import { type LogFiles, lastWords, readAppLogs } from './app-logs.ts';
import { linkAtomically, writeAtomically } from './atomic-file.ts';
import { releaseCommand, releaseCommandFailed, startFailed } from './release-program.ts';
import { removeAccount } from './systemd-account.ts';
import {
  endMark,
  mainPid,
  nextTouch,
  prepareUnit,
  readLogSizes,
  readState,
  reloadIfStale,
  settledState,
} from './systemd-unit.ts';

type ReleaseId = Pick<Release, 'number' | 'project'>;
type EndState = Extract<ServiceState, { state: 'failed' | 'absent' }>;
type Settings = Pick<AgentSettings, 'root' | 'unitDirectory'>;

/** Processes that are removed with their project get this long to end. */
const removeGraceMs = 10_000;
/** Enough to find the cause in: what is said last is often only where the program was. */
const shownLines = 60;

/** One unit per release in systemd's system manager. A unit file exists as long as its release may run. */
export class Systemd implements ServiceManager {
  readonly kind = 'systemd';
  readonly #settings: Settings;
  /** Their end is our doing. */
  readonly #stopping = new Set<string>();

  constructor(settings: Settings) {
    this.#settings = settings;
    keepLogsSmall(() => filesIn(join(settings.root, 'logs')));
  }

  async start(release: Release, folders: ProjectFolders, signal: AbortSignal) {
    const unit = unitOf(release);
    // Left over from an attempt that the agent did not survive: it may have another environment.
    if (existsSync(this.#file(unit))) await this.stop(release, 0);
    signal.throwIfAborted();
    const command = [join(release.storePath, 'bin', 'start')];
    const text = unitText(await prepareUnit(release, folders, command));
    await writeAtomically(this.#file(unit), text, 0o644);
    const started = await tryCommand(startUnit(unit));
    // It may have ended again already: then `ended` tells how, with its last words.
    if (started.exitCode === 0) return { pid: await mainPid(release.project.id, unit) };
    const reason = await this.#startFailure(unit, await readState(unit));
    await this.stop(release, 0);
    throw startFailed(release, reason);
  }

  async stop(release: ReleaseId, graceMs: number): Promise<void> {
    const unit = unitOf(release);
    this.#stopping.add(unit);
    const kill = setTimeout(() => void tryCommand(killUnit(unit)), graceMs);
    await tryCommand(stopUnit(unit)).finally(() => clearTimeout(kill));
    await rm(this.#wants(unit), { force: true });
    await rm(this.#file(unit), { force: true });
    // Succeeds only for a failed unit, which systemd would otherwise remember for ever.
    await tryCommand(forgetUnit(unit));
    this.#stopping.delete(unit);
  }

  async state(release: ReleaseId): Promise<ServiceState> {
    const state = serviceState(await readState(unitOf(release)));
    return state.state === 'failed' ? { ...state, lastLines: await this.#said(release) } : state;
  }

  async ended(release: ReleaseId, signal: AbortSignal): Promise<EndState> {
    const unit = unitOf(release);
    const mark = endMark(this.#folders(release), release.number);
    // Listening begins before looking, so that no end falls between the two.
    const told = nextTouch(mark, signal);
    try {
      let state = await readState(unit);
      if (state.active === 'active') {
        await told.promise;
        state = await settledState(unit);
      }
      signal.throwIfAborted();
      const isStopped = this.#stopping.has(unit) || !existsSync(this.#file(unit));
      if (state.active === 'inactive' || isStopped) return { state: 'absent' };
      const lines = await this.#said(release);
      return {
        state: 'failed',
        reason: endReason(state),
        exitCode: state.exitCode,
        lastLines: lines,
      };
    } finally {
      told.close();
    }
  }

  async enableOnly(release: ReleaseId): Promise<void> {
    const unit = unitOf(release);
    await linkAtomically(this.#file(unit), this.#wants(unit));
    const enabled = await readdir(dirname(this.#wants(unit)));
    const others = enabled.filter(
      (name) => name !== unit && releaseOfUnit(name)?.projectId === release.project.id,
    );
    await Promise.all(others.map((name) => rm(this.#wants(name), { force: true })));
  }

  async list() {
    const names = await readdir(this.#settings.unitDirectory).catch(() => []);
    return names.flatMap((name) => releaseOfUnit(name) ?? []);
  }

  async usage() {
    const units = (await this.list()).map(({ projectId, number }) => unitName(projectId, number));
    if (units.length === 0) return [];
    return readUnitUsage((await tryCommand(showUnits(units, usageProperties))).stdout);
  }

  async runOnce(
    release: Release,
    folders: ProjectFolders,
    command: string,
    step: Step,
  ): Promise<void> {
    const request = await prepareUnit(release, folders, releaseCommand(release, command));
    const unit = `vpspilot-release-${release.project.id}@${release.number}.service`;
    const log = join(folders.release(release.number), 'release-command.log');
    const files = { log, errorLog: log.replace(/\.log$/, '.error.log') };
    await Promise.all([rm(files.log, { force: true }), rm(files.errorLog, { force: true })]);
    await writeAtomically(
      this.#file(unit),
      unitText({ ...request, ...files, isOneShot: true }),
      0o644,
    );
    const state = await this.#runToEnd(unit, files, step);
    if (state.active === 'failed') throw releaseCommandFailed(command, endReason(state));
  }

  async remove(project: ProjectRef): Promise<void> {
    const own = (await this.list()).filter(({ projectId }) => projectId === project.id);
    await Promise.all(own.map(({ number }) => this.stop({ number, project }, removeGraceMs)));
    await removeAccount(project);
  }

  logs(_project: ProjectRef, folders: ProjectFolders, wish: LogWish, signal: AbortSignal) {
    return readAppLogs(folders, wish, signal);
  }

  /** Starts a unit that runs to its end, shows what it writes, and takes it away again. */
  async #runToEnd(unit: string, files: LogFiles, step: Step): Promise<UnitState> {
    const finished = new AbortController();
    const output = showOutput(files, finished.signal, step);
    const stop = () => void tryCommand(stopUnit(unit));
    step.signal.addEventListener('abort', stop, { once: true });
    try {
      await reloadIfStale(unit);
      step.signal.throwIfAborted();
      await tryCommand(startUnit(unit));
      step.signal.throwIfAborted();
      return await readState(unit);
    } finally {
      step.signal.removeEventListener('abort', stop);
      finished.abort();
      await output;
      await rm(this.#file(unit), { force: true });
      await tryCommand(forgetUnit(unit));
    }
  }

  async #startFailure(unit: string, state: UnitState): Promise<string> {
    const { stdout } = await tryCommand(unitMessages(unit, 5)).catch(() => ({ stdout: '' }));
    const [why] = stdout.split('\n').filter((line) => line.startsWith(`${unit}: Failed`));
    return why?.slice(unit.length + 2) ?? endReason(state);
  }

  async #said(release: ReleaseId): Promise<string[]> {
    const folders = this.#folders(release);
    return lastWords(folders, shownLines, await readLogSizes(folders, release.number));
  }

  #folders({ project }: ReleaseId): ProjectFolders {
    return projectFolders(this.#settings.root, project);
  }

  #file(unit: string): string {
    return join(this.#settings.unitDirectory, unit);
  }

  #wants(unit: string): string {
    return join(this.#settings.unitDirectory, 'multi-user.target.wants', unit);
  }
}

function unitOf({ project, number }: ReleaseId): string {
  return unitName(project.id, number);
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}

async function showOutput(files: LogFiles, signal: AbortSignal, step: Step): Promise<void> {
  for await (const { text, stderr } of readAppLogs(files, { lines: 0, follow: true }, signal)) {
    step.output(text, stderr ? 'stderr' : 'stdout');
  }
}
