import { canMove, type DeploymentState } from '../../lib/deployment-states.ts';
import { commitColumns, contentsColumns } from './contents.ts';
import { clean } from './delivery.ts';
import {
  type ContentsChange,
  type DeploymentChange,
  type DeploymentEvent,
  type Failure,
  type FeedLine,
  failureColumns,
  feedLine,
  type StepChange,
  stateLine,
  warningLine,
} from './deployment-events.ts';

/** The deployment as it is before the events. */
export interface DeploymentFacts {
  state: DeploymentState;
  /** What is known of the commit so far; what whoever asked for it has said counts more than the node. */
  commit: string;
  commitMessage: string;
  commitAuthor: string;
  failureCode: string | null;
  /** The wish to cancel was the deadline's, nobody's else. */
  stoppedAtDeadline: boolean;
}

/** What a batch of events makes of one deployment. */
export interface Folded {
  change: DeploymentChange;
  steps: Map<string, StepChange>;
  feed: FeedLine[];
  /** What the release is made of, as far as it was told. */
  contents: ContentsChange;
  /** It took the traffic: whatever was live before is replaced. */
  wentLive: boolean;
  /** The watch took it back: this release is live again (0: none). */
  returnedTo: { release: number; at: Date } | undefined;
  /** Nothing more will come for the command. */
  commandFinished: boolean;
}

/** Why central gives up a deployment whose node says nothing; the only failure that can be taken back. */
export const nodeSilent = 'node_silent';

/**
 * Works out what events mean, in their order. A move that the state table forbids is told in the
 * feed and otherwise ignored: the same event would come again for ever if it were refused.
 */
export function foldEvents(facts: DeploymentFacts, events: readonly DeploymentEvent[]): Folded {
  const folded: Folded = {
    change: {},
    steps: new Map(),
    feed: [],
    contents: {},
    wentLive: false,
    returnedTo: undefined,
    commandFinished: false,
  };
  for (const event of events) apply(event, new Fold(facts, folded));
  return folded;
}

class Fold {
  readonly #facts: DeploymentFacts;
  readonly folded: Folded;

  constructor(facts: DeploymentFacts, folded: Folded) {
    this.#facts = facts;
    this.folded = folded;
  }

  get stoppedAtDeadline(): boolean {
    return this.#facts.stoppedAtDeadline;
  }

  get state(): DeploymentState {
    return this.folded.change.state ?? this.#facts.state;
  }

  /** False, and said in the feed, when the table forbids it. */
  move(to: DeploymentState, at: Date, failure?: Failure): boolean {
    const from = this.state;
    const takenBack = from !== 'failed' || this.#facts.failureCode === nodeSilent;
    if (!canMove(from, to) || !takenBack) {
      this.warn(at, 'unexpected_event', `The node reports "${to}" while this is "${from}"`);
      return false;
    }
    this.folded.change.state = to;
    this.folded.feed.push(stateLine(at, to, failure));
    Object.assign(this.folded.change, failureColumns(failure));
    return true;
  }

  /** Fills in what is not known of the commit. */
  source({ commit, subject, author }: EventOf<'source'>): void {
    const said = { commit, commitMessage: clean(subject, 200), commitAuthor: clean(author, 100) };
    for (const name of ['commit', 'commitMessage', 'commitAuthor'] as const) {
      if (this.#facts[name] === '' && said[name] !== '') this.folded.change[name] = said[name];
    }
  }

  output({ step, lines }: EventOf<'output'>): void {
    for (const line of lines) this.folded.feed.push({ ...line, kind: 'output', step });
  }

  warn(at: Date, code: string, message: string): void {
    this.folded.feed.push(warningLine(at, code, message));
  }
}

function apply(event: DeploymentEvent, fold: Fold): void {
  switch (event.type) {
    case 'accepted':
      applyAccepted(event, fold);
      break;
    case 'step_started':
    case 'step_finished':
      applyStep(event, fold);
      break;
    case 'source':
      fold.source(event);
      Object.assign(fold.folded.contents, commitColumns(event.history));
      break;
    case 'config':
    case 'closure':
      Object.assign(fold.folded.contents, contentsColumns(event));
      break;
    case 'output':
      fold.output(event);
      break;
    case 'warning':
      fold.warn(event.at, event.code, event.message);
      break;
    case 'live':
      applyLive(event, fold);
      break;
    case 'rolled_back':
      applyRolledBack(event, fold);
      break;
    case 'finished':
      applyFinished(event, fold);
  }
}

type EventOf<T extends DeploymentEvent['type']> = Extract<DeploymentEvent, { type: T }>;

function applyAccepted({ at, attempt }: EventOf<'accepted'>, fold: Fold): void {
  if (attempt > 1) {
    fold.warn(at, 'started_over', `The agent was restarted; attempt ${attempt} starts over`);
  }
  if (fold.state !== 'queued') return;
  if (fold.move('running', at)) fold.folded.change.startedAt = at;
}

function applyStep(event: EventOf<'step_started' | 'step_finished'>, fold: Fold): void {
  const { steps, feed, change } = fold.folded;
  const { at, step } = event;
  if (event.type === 'step_started') {
    change.step = step;
    steps.set(step, { state: 'running', startedAt: at });
    feed.push(feedLine(at, 'step', { step, state: 'running' }, step));
    return;
  }
  const { state, durationMs, note, failure } = event;
  // A skipped step was never started.
  const startedAt = steps.get(step)?.startedAt ?? new Date(at.getTime() - durationMs);
  steps.set(step, { state, startedAt, durationMs, note });
  const shown = failure === undefined ? {} : { failure };
  feed.push(feedLine(at, 'step', { step, state, durationMs, note, ...shown }, step));
}

function applyLive({ type: _, at, commit, ...release }: EventOf<'live'>, fold: Fold): void {
  if (!fold.move('live', at)) return;
  fold.folded.wentLive = true;
  // What was asked for stays when the node does not know better.
  const known = commit === '' ? {} : { commit };
  Object.assign(fold.folded.change, release, known, { liveAt: at });
}

const noReason: Failure = { code: 'unknown', message: 'The node gave no reason', hint: '' };

function applyRolledBack({ at, toRelease, failure }: EventOf<'rolled_back'>, fold: Fold): void {
  if (fold.state === 'rolled_back') return;
  if (!fold.move('rolled_back', at, failure ?? noReason)) return;
  fold.folded.returnedTo = { release: toRelease, at };
}

function applyFinished(event: EventOf<'finished'>, fold: Fold): void {
  const { at, outcome, failure } = event;
  fold.folded.commandFinished = true;
  fold.folded.change.finishedAt = at;
  if (fold.state === 'queued' || fold.state === 'running') {
    const canceled = outcome === 'canceled' && !fold.stoppedAtDeadline;
    fold.move(canceled ? 'canceled' : 'failed', at, endReason(event, fold.stoppedAtDeadline));
  } else if (outcome === 'failed' && failure !== undefined) {
    // After the switch nothing fails a deployment any more.
    fold.warn(at, failure.code, failure.message);
  }
}

function endReason({ outcome, failure }: EventOf<'finished'>, late: boolean): Failure {
  if (outcome === 'failed') return failure ?? noReason;
  if (outcome === 'canceled' && late) {
    const message = 'It was stopped because its time was over';
    return { code: 'deadline_exceeded', message, hint: 'Raise deploymentTimeoutSeconds' };
  }
  if (outcome === 'canceled') {
    return failure ?? { code: 'canceled', message: 'Canceled on request', hint: '' };
  }
  const message = `The node ended it as "${outcome}", but it never went live`;
  return { code: 'never_live', message, hint: '' };
}
