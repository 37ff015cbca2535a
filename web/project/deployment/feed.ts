import type { DeploymentState } from '../../../lib/deployment-states.ts';
import type { NewLine } from '../log-view/log-store.ts';

/** An event of a deployment's stream, as lib/api gives it. */
export interface FeedEvent {
  id?: string | number | undefined;
  event: string;
  data: unknown;
}

export type StepState = 'running' | 'done' | 'skipped' | 'failed' | 'canceled';

export interface FedStep {
  name: string;
  state: StepState;
  /** Unix milliseconds. */
  startedAt: number;
  durationMs: number | null;
  note: string;
}

/** What a stream has told so far. */
export interface Feed {
  /** Of the last event: where a new connection goes on. */
  lastId: number;
  state: DeploymentState | undefined;
  steps: readonly FedStep[];
  /** Nothing more will come. */
  isOver: boolean;
}

export const emptyFeed: Feed = { lastId: 0, state: undefined, steps: [], isOver: false };

/** What a batch of events changes: the feed, and lines that are new in the log. */
export interface Fed {
  feed: Feed;
  lines: NewLine[];
}

/**
 * Takes events in, each once: a connection that broke off goes on after the last id, and what comes
 * twice all the same is known by its id.
 */
export function feedEvents(before: Feed, events: readonly FeedEvent[]): Fed {
  const lines: NewLine[] = [];
  let feed = before;
  for (const event of events) {
    const id = event.id === undefined ? undefined : Number(event.id);
    if (id !== undefined && id <= feed.lastId) continue;
    const lastId = id ?? feed.lastId;
    const data = event.data as Record<string, unknown>;
    if (event.event === 'output') lines.push(lineOf(data));
    feed = { ...changed(feed, event.event, data), lastId };
  }
  return { feed, lines };
}

function lineOf(data: Record<string, unknown>): NewLine {
  return {
    at: timeOf(data['at']),
    step: String(data['step'] ?? ''),
    stderr: data['stderr'] === true,
    text: String(data['text'] ?? ''),
  };
}

function changed(feed: Feed, kind: string, data: Record<string, unknown>): Feed {
  if (kind === 'step') return { ...feed, steps: withStep(feed.steps, data) };
  if (kind === 'state') return { ...feed, state: data['state'] as DeploymentState };
  if (kind === 'end') return { ...feed, isOver: true };
  return feed;
}

function withStep(steps: readonly FedStep[], data: Record<string, unknown>): FedStep[] {
  const name = String(data['step'] ?? '');
  const at = timeOf(data['at']);
  const state = data['state'] as StepState;
  const durationMs = typeof data['durationMs'] === 'number' ? data['durationMs'] : null;
  const known = steps.find((step) => step.name === name);
  const startedAt = state === 'running' ? at : (known?.startedAt ?? at - (durationMs ?? 0));
  const step = { name, state, startedAt, durationMs, note: String(data['note'] ?? '') };
  if (known === undefined) return [...steps, step];
  return steps.map((each) => (each === known ? step : each));
}

/** Times in streams are Unix milliseconds, those in answers ISO 8601. */
function timeOf(value: unknown): number {
  return typeof value === 'number' ? value : Date.parse(String(value));
}
