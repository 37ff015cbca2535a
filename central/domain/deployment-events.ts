import type { DeploymentState } from '../../lib/deployment-states.ts';

export interface Failure {
  code: string;
  message: string;
  hint: string;
}

export type StepState = 'running' | 'done' | 'skipped' | 'failed' | 'canceled';
export type CommandOutcome = 'succeeded' | 'failed' | 'canceled' | 'rolled_back';

/** What came between the commit that was live and the one that is deployed. */
export interface SourceHistory {
  /** Newest first. */
  commits: { sha: string; subject: string; author: string }[];
  /** There are more than these. */
  more: boolean;
  /** The commit that was live; empty: none. */
  since: string;
  /** It does not follow that commit. */
  isUnrelated: boolean;
}

export interface ClosurePackage {
  name: string;
  version: string;
  bytes: number;
}

/** Columns of the release's contents that events change. */
export interface ContentsChange {
  config?: string;
  placeholders?: string;
  closure?: string;
  commits?: string;
  commitsMore?: boolean;
  commitsSince?: string;
  commitsUnrelated?: boolean;
}

/** What a node says about a command, in central's words. */
export type DeploymentEvent = { at: Date } & (
  | { type: 'accepted'; attempt: number }
  | { type: 'step_started'; step: string }
  | { type: 'source'; commit: string; subject: string; author: string; history: SourceHistory }
  | { type: 'config'; json: string; placeholders: string[] }
  | { type: 'closure'; packages: ClosurePackage[] }
  | { type: 'output'; step: string; lines: { at: Date; stderr: boolean; text: string }[] }
  | {
      type: 'step_finished';
      step: string;
      state: Exclude<StepState, 'running'>;
      durationMs: number;
      note: string;
      failure: Failure | undefined;
    }
  | {
      type: 'live';
      commit: string;
      storePath: string;
      generation: number;
      port: number;
      environmentVersion: number;
    }
  | { type: 'rolled_back'; toRelease: number; failure: Failure | undefined }
  | { type: 'finished'; outcome: CommandOutcome; failure: Failure | undefined }
  | { type: 'warning'; code: string; message: string }
);

/** A line of the deployment's feed. `text` is output, or JSON: a lib/deployment-events event without kind and time. */
export interface FeedLine {
  at: Date;
  kind: 'output' | 'step' | 'state' | 'warning';
  step: string;
  stderr: boolean;
  text: string;
}

export interface StepChange {
  state: StepState;
  startedAt: Date;
  durationMs?: number;
  note?: string;
}

/** Columns of the deployment that events change. */
export interface DeploymentChange {
  state?: DeploymentState;
  step?: string;
  commit?: string;
  commitMessage?: string;
  commitAuthor?: string;
  storePath?: string;
  generation?: number;
  port?: number;
  environmentVersion?: number;
  startedAt?: Date;
  liveAt?: Date;
  finishedAt?: Date;
  failureCode?: string | null;
  failureMessage?: string | null;
  failureHint?: string | null;
}

/** Feed line that tells readers of a new state. */
export function stateLine(at: Date, state: DeploymentState, failure?: Failure): FeedLine {
  return feedLine(at, 'state', { state, failure });
}

/** Why a deployment is not live, as its columns keep it. */
export function failureColumns(failure: Failure | undefined) {
  return {
    failureCode: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    failureHint: failure?.hint ?? null,
  };
}

export function warningLine(at: Date, code: string, message: string): FeedLine {
  return feedLine(at, 'warning', { code, message });
}

export function feedLine(
  at: Date,
  kind: Exclude<FeedLine['kind'], 'output'>,
  content: object,
  step = '',
): FeedLine {
  return { at, kind, step, stderr: false, text: JSON.stringify(content) };
}
