import {
  CommandOutcome,
  type Event,
  type EventBatch,
  StepOutcome,
  type Failure as WireFailure,
} from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { CommandEvents } from '../../deployments/record-events.ts';
import type { NumberedEvent } from '../../domain/command-events.ts';
import type {
  DeploymentEvent,
  Failure,
  CommandOutcome as Outcome,
  StepState,
} from '../../domain/deployment-events.ts';

/** A batch in central's words, by command. */
export function commandEvents({ events }: EventBatch): CommandEvents[] {
  const byCommand = Map.groupBy(events, ({ commandId }) => commandId);
  return [...byCommand].map(([commandId, own]) => ({ commandId, events: own.map(numbered) }));
}

function numbered(event: Event): NumberedEvent {
  return { sequence: Number(event.sequence), event: plainEvent(event) };
}

function plainEvent({ atMs, event }: Event): DeploymentEvent {
  const at = date(atMs);
  switch (event.case) {
    case 'accepted':
      return { type: 'accepted', at, attempt: event.value.attempt };
    case 'stepStarted':
      return { type: 'step_started', at, step: event.value.step };
    case 'sourceFetched':
      return source(event.value, at);
    case 'configRead':
      return {
        ...{ type: 'config', at, json: event.value.configJson },
        placeholders: event.value.placeholders,
      };
    case 'closureMeasured':
      return closure(event.value, at);
    case 'stepOutput':
      return output(event.value, at);
    case 'stepFinished':
      return stepFinished(event.value, at);
    case 'releaseLive':
      return live(event.value, at);
    case 'releaseRolledBack':
      return { ...rolledBack(event.value), at };
    case 'finished': {
      const outcome = outcomes[event.value.outcome] ?? 'failed';
      return { type: 'finished', at, outcome, failure: plain(event.value.failure) };
    }
    case 'warning':
      return { type: 'warning', at, code: event.value.code, message: event.value.message };
    default:
      // Stored all the same: a hole in the numbers would stop everything after it.
      return { type: 'warning', at, code: 'unknown_event', message: 'An event of a newer agent' };
  }
}

type Wire<C extends string> =
  Extract<Event['event'], { case: C }> extends { value: infer V } ? V : never;

function source(value: Wire<'sourceFetched'>, at: Date): DeploymentEvent {
  const { commit, subject, author, commitsSince, commitsMore, commitsUnrelated } = value;
  const commits = value.commits.map((one) => ({
    sha: one.commit,
    subject: one.subject,
    author: one.author,
  }));
  const history = { commits, since: commitsSince, more: commitsMore };
  return {
    ...{ type: 'source', at, commit, subject, author },
    history: { ...history, isUnrelated: commitsUnrelated },
  };
}

function closure({ packages }: Wire<'closureMeasured'>, at: Date): DeploymentEvent {
  const plainPackages = packages.map(({ name, version, bytes }) => ({
    ...{ name, version },
    bytes: Number(bytes),
  }));
  return { type: 'closure', at, packages: plainPackages };
}

function output({ step, lines }: Wire<'stepOutput'>, at: Date): DeploymentEvent {
  const plainLines = lines.map(({ text, stderr, atMs }) => ({ text, stderr, at: date(atMs) }));
  return { type: 'output', at, step, lines: plainLines };
}

function stepFinished(value: Wire<'stepFinished'>, at: Date): DeploymentEvent {
  const { step, outcome, durationMs, note, failure } = value;
  const state = stepStates[outcome] ?? 'failed';
  return { type: 'step_finished', at, step, state, durationMs, note, failure: plain(failure) };
}

function live(value: Wire<'releaseLive'>, at: Date): DeploymentEvent {
  const { commit, storePath, generation, port, environmentVersion } = value;
  return { type: 'live', at, commit, storePath, generation, port, environmentVersion };
}

function rolledBack({ toRelease, failure }: Wire<'releaseRolledBack'>) {
  return { type: 'rolled_back', toRelease, failure: plain(failure) } as const;
}

/** Values that a newer agent may send and this central does not know count as failed. */
const stepStates: Readonly<Record<number, Exclude<StepState, 'running'>>> = {
  [StepOutcome.DONE]: 'done',
  [StepOutcome.SKIPPED]: 'skipped',
  [StepOutcome.FAILED]: 'failed',
  [StepOutcome.CANCELED]: 'canceled',
};

const outcomes: Readonly<Record<number, Outcome>> = {
  [CommandOutcome.SUCCEEDED]: 'succeeded',
  [CommandOutcome.FAILED]: 'failed',
  [CommandOutcome.CANCELED]: 'canceled',
  [CommandOutcome.ROLLED_BACK]: 'rolled_back',
};

function plain(failure: WireFailure | undefined): Failure | undefined {
  if (failure === undefined) return undefined;
  const { code, message, hint } = failure;
  return { code, message, hint };
}

function date(atMs: bigint): Date {
  return new Date(Number(atMs));
}
