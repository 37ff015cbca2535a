/** What runs applications and watches them, in the deploy story's words. */
import type { ProjectFolders, ProjectRef } from './domain/folders.ts';
import type { RequestCounts } from './domain/request-counts.ts';
import type { Release, Step } from './ports.ts';

/** Line of an application's log. */
export interface LogLine {
  text: string;
  stderr: boolean;
  /** When it was written, to about two seconds. */
  atMs: number;
  /** Live at that time; 0: not known. */
  release: number;
}

/** Which lines are wanted. */
export interface LogWish {
  /** Past ones, at most. */
  lines: number;
  /** Then live ones. */
  follow: boolean;
  /** Only lines with this text, as they are shown; upper and lower case alike. */
  search?: string;
  /** Unix milliseconds; 0: no limit. */
  sinceMs?: number;
  untilMs?: number;
  /** How lines are shown. */
  mask?(lines: readonly string[]): string[];
  /** Told what was left out. */
  note?(text: string): void;
}

export type ServiceState =
  | { state: 'running'; pid: number; restarts: number }
  | { state: 'starting' }
  | { state: 'failed'; reason: string; exitCode: number | undefined; lastLines: string[] }
  | { state: 'absent' };

/** systemd in production, a plain process supervisor where there is none. */
export interface ServiceManager {
  readonly kind: 'systemd' | 'process';
  /** Starts the release's unit beside the others and returns when its process exists. Errors: start_failed. */
  start(release: Release, folders: ProjectFolders, signal: AbortSignal): Promise<{ pid: number }>;
  /** Asks it to end (SIGTERM), then ends it after `graceMs`. Fine when absent. */
  stop(release: Pick<Release, 'number' | 'project'>, graceMs: number): Promise<void>;
  state(release: Pick<Release, 'number' | 'project'>): Promise<ServiceState>;
  /** Resolves as soon as the release's process has ended or failed; told, not polled. */
  ended(
    release: Pick<Release, 'number' | 'project'>,
    signal: AbortSignal,
  ): Promise<Extract<ServiceState, { state: 'failed' | 'absent' }>>;
  /** Survive a reboot: the live release is enabled, all others are not. */
  enableOnly(release: Pick<Release, 'number' | 'project'>): Promise<void>;
  /** Every release this manager runs, for the sweep after a restart of the agent. */
  list(): Promise<{ projectId: number; number: number }[]>;
  /** Runs the release command as the app would run, to its end. Error: release_command_failed. */
  runOnce(release: Release, folders: ProjectFolders, command: string, step: Step): Promise<void>;
  remove(project: ProjectRef, folders: ProjectFolders): Promise<void>;
  /** What every running release has used since it was started. One look for all of them. */
  usage(): Promise<ReleaseUsage[]>;
  /** Application log, oldest first: past lines, then live until aborted. */
  logs(
    project: ProjectRef,
    folders: ProjectFolders,
    wish: LogWish,
    signal: AbortSignal,
  ): AsyncIterable<LogLine>;
}

/** Counters that grow for as long as a release runs. */
export interface ReleaseUsage {
  projectId: number;
  number: number;
  cpuMs: number;
  memoryBytes: number;
  restarts: number;
}

/** Answered requests, counted by project. */
export interface RequestLog {
  /** Where the web server reports them to; undefined: nowhere. */
  port(): Promise<number | undefined>;
  /** Whose domains are counted. */
  setProjects(projects: readonly ProjectRef[]): void;
  /** What came since the last time. */
  take(): Map<number, RequestCounts>;
}
