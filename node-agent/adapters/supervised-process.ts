import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnvironmentFile } from '../domain/env-file.ts';
import {
  findByEnvironment,
  isGroupRunning,
  isRunning,
  parseProcessStat,
  processStat,
  signalGroup,
} from './proc.ts';
import { type ProcessRecord, type RecordStore, recordKey } from './process-supervisor-records.ts';

/** As systemd's StartLimitBurst and StartLimitIntervalSec (K101). */
const crashesMax = 3;
const crashWindowMs = 60_000;
const backoffFirstMs = 200;
/** Processes started by an earlier agent are not our children: nobody tells us of their end. */
const adoptedPollMs = 100;
const killedWaitMs = 5_000;

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ProcessEnd {
  reason: string;
  exitCode: number | undefined;
}

/** One release's process: started, watched, started again when it ends, given up at last. */
export class SupervisedProcess {
  record: ProcessRecord;
  lastEnd: ProcessEnd | undefined;
  isRunning = false;
  wasStopped = false;
  readonly #store: RecordStore;
  readonly #crashTimes: number[] = [];
  readonly #listeners = new Set<() => void>();
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(record: ProcessRecord, store: RecordStore) {
    this.record = record;
    this.#store = store;
  }

  /** Resolves with the process id when the process exists. */
  async start(): Promise<number> {
    // Written first: if the agent is killed right after the start, its next life searches for it.
    await this.#update({ pid: 0, startTicks: 0 });
    const child = await this.#spawn();
    const pid = child.pid ?? 0;
    this.isRunning = true;
    child.once('exit', (code, signal) => this.#hasEnded(describeEnd(code, signal)));
    child.unref();
    const startTicks = (await processStat(pid))?.startTicks ?? 0;
    await this.#update({ pid, startTicks });
    return pid;
  }

  /** Takes over what an earlier agent started. False when there is nothing to look after. */
  async adopt(bootId: string): Promise<boolean> {
    if (this.record.failure !== undefined) {
      this.lastEnd = { exitCode: undefined, ...this.record.failure };
      return true;
    }
    if (this.record.bootId === bootId && (await this.#findAgain())) {
      this.isRunning = true;
      void this.#pollEnd(this.record.pid, this.record.startTicks);
      return true;
    }
    if (!this.record.enabled) return false;
    this.record = { ...this.record, bootId };
    await this.start().catch((error: unknown) =>
      this.#hasEnded({ reason: String(error), exitCode: undefined }),
    );
    return true;
  }

  /** SIGTERM to the whole group, SIGKILL for what is left after the grace. */
  async stop(graceMs: number): Promise<void> {
    this.wasStopped = true;
    clearTimeout(this.#restartTimer);
    const { pid } = this.record;
    if (pid > 1) {
      this.signal('SIGTERM');
      await this.#untilGone(pid, graceMs);
      this.signal('SIGKILL');
      await this.#untilGone(pid, killedWaitMs);
    }
    this.isRunning = false;
    await this.#store.remove(this.record);
    this.#notify();
  }

  /** Resolves when the process ends the next time; at once when it does not run. */
  async untilEnded(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.isRunning) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const aborted = () => reject(signal.reason);
    this.#listeners.add(resolve);
    signal.addEventListener('abort', aborted, { once: true });
    try {
      await promise;
    } finally {
      this.#listeners.delete(resolve);
      signal.removeEventListener('abort', aborted);
    }
  }

  async setEnabled(enabled: boolean): Promise<void> {
    if (this.record.enabled !== enabled) await this.#update({ enabled }, true);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.record.pid > 1) signalGroup(this.record.pid, signal);
  }

  /** Synchronous, for the end of the agent. */
  existsNow(): boolean {
    try {
      return (
        parseProcessStat(readFileSync(`/proc/${this.record.pid}/stat`, 'latin1')).state !== 'Z'
      );
    } catch {
      return false;
    }
  }

  async #spawn(): Promise<ChildProcess> {
    const { program, log, errorLog, home } = this.record;
    await mkdir(home, { recursive: true });
    await mkdir(dirname(log), { recursive: true });
    const output = await open(log, 'a', 0o640);
    const errors = await open(errorLog, 'a', 0o640);
    try {
      const child = spawn(program, [], {
        cwd: this.record.workFolder || this.record.shared,
        env: await appEnvironment(this.record),
        detached: true,
        stdio: ['ignore', output.fd, errors.fd],
      });
      await once(child, 'spawn');
      return child;
    } finally {
      await Promise.all([output.close(), errors.close()]);
    }
  }

  /** By its recorded pid, or by its environment when the agent ended before it could record that. */
  async #findAgain(): Promise<boolean> {
    if (this.record.pid > 0) return isRunning(this.record.pid, this.record.startTicks);
    const pid = await findByEnvironment(marker(this.record));
    const stat = pid === undefined ? undefined : await processStat(pid);
    if (pid === undefined || stat === undefined) return false;
    await this.#update({ pid, startTicks: stat.startTicks });
    return true;
  }

  async #pollEnd(pid: number, startTicks: number): Promise<void> {
    while (await isRunning(pid, startTicks)) {
      await sleep(adoptedPollMs, undefined, { ref: false });
    }
    this.#hasEnded({ reason: 'it ended while another agent looked after it', exitCode: undefined });
  }

  #hasEnded(end: ProcessEnd): void {
    if (this.wasStopped) return;
    this.isRunning = false;
    this.lastEnd = end;
    // What the main process leaves behind would hold the port.
    this.signal('SIGKILL');
    const now = Date.now();
    this.#crashTimes.push(now);
    const recent = this.#crashTimes.filter((time) => now - time < crashWindowMs).length;
    if (recent >= crashesMax) void this.#giveUp(end, recent);
    else
      this.#restartTimer = setTimeout(
        () => void this.#restart(),
        backoffFirstMs * 4 ** (recent - 1),
      );
    this.#restartTimer?.unref();
    this.#notify();
  }

  async #restart(): Promise<void> {
    this.record = { ...this.record, restarts: this.record.restarts + 1 };
    await this.start().catch((error: unknown) =>
      this.#hasEnded({ reason: String(error), exitCode: undefined }),
    );
  }

  async #giveUp(end: ProcessEnd, times: number): Promise<void> {
    const reason = `${end.reason}; given up after ${times} times within a minute`;
    this.lastEnd = { ...end, reason };
    const code = end.exitCode === undefined ? {} : { exitCode: end.exitCode };
    await this.#update({ failure: { reason, ...code } });
  }

  async #untilGone(group: number, timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let pauseMs = 5;
    while (Date.now() < deadline && (await isGroupRunning(group))) {
      await sleep(pauseMs);
      pauseMs = Math.min(100, pauseMs * 2);
    }
  }

  async #update(change: Partial<ProcessRecord>, isDurable = false): Promise<void> {
    this.record = { ...this.record, ...change };
    // After a stop nothing may be written any more, or a later agent would start it again.
    await this.#store.write(() => (this.wasStopped ? undefined : this.record), isDurable);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function marker(record: ProcessRecord): string {
  return `VPSPILOT_UNIT=${recordKey(record)}`;
}

/** The application's own environment; nothing of the agent's leaks into it. */
export async function appEnvironment(
  record: Pick<ProcessRecord, 'environmentFile' | 'home' | 'workFolder' | 'projectId' | 'number'>,
): Promise<Record<string, string>> {
  const own = parseEnvironmentFile(await readFile(record.environmentFile, 'utf8'));
  const view = record.workFolder === '' ? {} : { VPSPILOT_WORKDIR: record.workFolder };
  return {
    PATH: defaultPath,
    HOME: record.home,
    ...own,
    ...view,
    VPSPILOT_UNIT: recordKey(record),
  };
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  if (code !== null) return { reason: `it ended with exit code ${code}`, exitCode: code };
  return { reason: `it was ended by ${signal}`, exitCode: undefined };
}
