import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandLine } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';

export interface ProcessOptions {
  /** What people call it: "central". */
  name: string;
  command: CommandLine;
  env: Readonly<Record<string, string>>;
  logFile: string;
  /** Time between asking it to end and ending it. */
  graceMs?: number;
}

/** A program that runs beside us, writes into a log file, and is ended by its process id. */
export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** What this start has written so far. */
  log(): string;
  /** Rejects with the log's end when it ends before it was asked to. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
  /** Resident memory in bytes. */
  residentBytes(): number;
}

/** Starts a program whose end somebody else sees to. */
export type ProcessStarter = (options: ProcessOptions) => ManagedProcess;

/**
 * Starts a program in a process group of its own, so that Ctrl-C on the terminal reaches us alone
 * and everything ends in its order.
 */
export function startProcess(options: ProcessOptions): ManagedProcess {
  const { name, logFile } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w', 0o600);
  const [program, ...args] = options.command;
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...foreignEnvironment(), ...options.env },
  });
  closeSync(log);
  let isStopping = false;
  const exited = whenExited(child);
  const failed = exited.then((how): Promise<never> => {
    if (isStopping) return new Promise(() => {});
    throw endedEarly(name, how, logFile);
  });
  failed.catch(() => {});
  const pid = child.pid ?? 0;
  return {
    name,
    pid,
    logFile,
    failed,
    log: () => readFileSync(logFile, 'utf8'),
    residentBytes: () => residentBytes(pid),
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null || pid === 0) return;
      child.kill('SIGTERM');
      const isGone = await Promise.race([exited, sleep(options.graceMs ?? 10_000, undefined)]);
      if (isGone === undefined) killGroup(pid);
      await exited;
    },
  };
}

/** Settings that the person has for a vpspilot of their own are not meant for this one. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('VPSPILOT_'));
  return Object.fromEntries(entries);
}

function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

function endedEarly(name: string, how: string, logFile: string): UserError {
  const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15);
  const shown = tail.map((line) => `  │ ${line}`).join('\n');
  return new UserError('process_ended', `${name} ended unexpectedly (${how}):\n${shown}`, {
    hint: `All it said: ${logFile}`,
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}

function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}
