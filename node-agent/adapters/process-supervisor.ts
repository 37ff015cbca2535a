import { join } from 'node:path';
import type {
  LogWish,
  ProjectFolders,
  ProjectRef,
  Release,
  ServiceManager,
  ServiceState,
} from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { keepLogsSmall } from './app-log-trim.ts';
import { lastWords, logSizes, readAppLogs } from './app-logs.ts';
import { bootId } from './proc.ts';
import {
  createRecordStore,
  type ProcessRecord,
  type RecordStore,
  recordKey,
} from './process-supervisor-records.ts';
import { runReleaseCommand } from './process-supervisor-run.ts';
import { sessionUsage } from './process-usage.ts';
import { startFailed } from './release-program.ts';
import { SupervisedProcess } from './supervised-process.ts';
import { makeReleaseView } from './work-folder.ts';

type ReleaseId = Pick<Release, 'number' | 'project'>;

/** Processes that are removed with their project get this long to end. */
const removeGraceMs = 10_000;
/** Enough to find the cause in: what is said last is often only where the program was. */
const shownLines = 60;

type Settings = Pick<AgentSettings, 'stateDirectory' | 'stopAppsOnExit'>;

/**
 * Runs releases as plain detached processes, for machines without systemd. What runs is recorded
 * on disk: an agent that was killed or upgraded finds its applications again, untouched.
 */
export class ProcessSupervisor implements ServiceManager {
  readonly kind = 'process';
  readonly runOnce = runReleaseCommand;
  readonly #store: RecordStore;
  readonly #apps = new Map<string, SupervisedProcess>();
  readonly #adopted: Promise<void>;

  constructor(settings: Settings) {
    this.#store = createRecordStore(join(settings.stateDirectory, 'processes'));
    this.#adopted = this.#adoptAll();
    keepLogsSmall(async () =>
      [...this.#apps.values()].flatMap(({ record }) => [record.log, record.errorLog]),
    );
    if (settings.stopAppsOnExit) process.once('exit', () => stopAllNow([...this.#apps.values()]));
  }

  async start(release: Release, folders: ProjectFolders, signal: AbortSignal) {
    // Left over from an attempt that the agent did not survive: it may have another environment.
    await this.stop(release, 0);
    signal.throwIfAborted();
    const app = new SupervisedProcess(await newRecord(release, folders), this.#store);
    this.#apps.set(keyOf(release), app);
    try {
      return { pid: await app.start() };
    } catch (cause) {
      await this.stop(release, 0);
      throw startFailed(release, cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  async stop(release: ReleaseId, graceMs: number): Promise<void> {
    const app = await this.#find(release);
    if (app === undefined) return;
    await app.stop(graceMs);
    if (this.#apps.get(keyOf(release)) === app) this.#apps.delete(keyOf(release));
  }

  async state(release: ReleaseId): Promise<ServiceState> {
    const app = await this.#find(release);
    return app === undefined ? { state: 'absent' } : stateOf(app);
  }

  async ended(release: ReleaseId, signal: AbortSignal) {
    const app = await this.#find(release);
    if (app === undefined) return { state: 'absent' as const };
    await app.untilEnded(signal);
    return app.wasStopped ? { state: 'absent' as const } : failedState(app);
  }

  async enableOnly(release: ReleaseId): Promise<void> {
    for (const app of await this.#ofProject(release.project)) {
      await app.setEnabled(app.record.number === release.number);
    }
  }

  async list() {
    await this.#adopted;
    return [...this.#apps.values()].map(({ record: { projectId, number } }) => ({
      projectId,
      number,
    }));
  }

  async usage() {
    const running = [...this.#apps.values()].filter((app) => app.isRunning);
    // Each application leads a session of its own.
    const used = await sessionUsage(new Set(running.map(({ record }) => record.pid)));
    return running.flatMap(({ record: { projectId, number, pid, restarts } }) => {
      const usage = used.get(pid);
      return usage === undefined ? [] : [{ projectId, number, restarts, ...usage }];
    });
  }

  async remove(project: ProjectRef): Promise<void> {
    const apps = await this.#ofProject(project);
    await Promise.all(
      apps.map((app) => this.stop({ number: app.record.number, project }, removeGraceMs)),
    );
  }

  logs(_project: ProjectRef, folders: ProjectFolders, wish: LogWish, signal: AbortSignal) {
    return readAppLogs(folders, wish, signal);
  }

  async #adoptAll(): Promise<void> {
    const boot = await bootId();
    for (const record of await this.#store.read()) {
      const app = new SupervisedProcess(record, this.#store);
      if (await app.adopt(boot)) this.#apps.set(recordKey(record), app);
      else await this.#store.remove(record);
    }
  }

  async #find(release: ReleaseId): Promise<SupervisedProcess | undefined> {
    await this.#adopted;
    return this.#apps.get(keyOf(release));
  }

  async #ofProject(project: Pick<ProjectRef, 'id'>): Promise<SupervisedProcess[]> {
    await this.#adopted;
    return [...this.#apps.values()].filter((app) => app.record.projectId === project.id);
  }
}

function keyOf(release: ReleaseId): string {
  return recordKey({ projectId: release.project.id, number: release.number });
}

async function newRecord(release: Release, folders: ProjectFolders): Promise<ProcessRecord> {
  return {
    projectId: release.project.id,
    slug: release.project.slug,
    number: release.number,
    pid: 0,
    startTicks: 0,
    bootId: await bootId(),
    enabled: false,
    restarts: 0,
    program: join(release.storePath, 'bin', 'start'),
    environmentFile: join(folders.release(release.number), '.env'),
    shared: folders.shared,
    home: join(folders.shared, '.home'),
    workFolder: await makeReleaseView(release, folders),
    log: folders.log,
    errorLog: folders.errorLog,
    logSizes: await logSizes(folders),
  };
}

async function stateOf(app: SupervisedProcess): Promise<ServiceState> {
  if (app.isRunning)
    return { state: 'running', pid: app.record.pid, restarts: app.record.restarts };
  return app.record.failure === undefined ? { state: 'starting' } : failedState(app);
}

async function failedState({ record, lastEnd }: SupervisedProcess) {
  return {
    state: 'failed' as const,
    reason: lastEnd?.reason ?? 'it ended',
    exitCode: lastEnd?.exitCode,
    lastLines: await lastWords(record, shownLines, record.logSizes),
  };
}

/** How long applications have when the agent ends and takes them along. */
const exitGraceMs = 2_000;

/** Works inside an `exit` listener, where nothing asynchronous happens any more. */
function stopAllNow(all: readonly SupervisedProcess[]): void {
  for (const app of all) app.signal('SIGTERM');
  const deadline = Date.now() + exitGraceMs;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (Date.now() < deadline && all.some((app) => app.existsNow())) Atomics.wait(pause, 0, 0, 20);
  for (const app of all) app.signal('SIGKILL');
}
