import {
  type DeploymentKind,
  type DeploymentState,
  deploymentSteps,
  isSettled,
} from '../../../lib/deployment-states.ts';
import type { FedStep, StepState } from './feed.ts';

/** A step on the vertical line of a deployment's page. */
export interface TimelineStep {
  name: string;
  state: StepState | 'pending';
  /** So far, while it runs; null before it starts. */
  durationMs: number | null;
  note: string;
}

interface Options {
  kind: DeploymentKind;
  state: DeploymentState;
  /** Unix milliseconds. */
  now: number;
}

/** A release that was built before only starts again. */
const withoutBuild: readonly string[] = ['secrets', 'start', 'health', 'switch', 'drain', 'watch'];

/** All steps in their order: those that were, the one that runs, and while it goes on those to come. */
export function timelineOf(steps: readonly FedStep[], options: Options): TimelineStep[] {
  const { kind, state, now } = options;
  const isGoingOn = !isSettled(state) || steps.some((step) => step.state === 'running');
  const expected = kind === 'push' || kind === 'manual' ? deploymentSteps : withoutBuild;
  const last = Math.max(-1, ...steps.map(({ name }) => placeOf(name)));
  const pending = (isGoingOn ? expected : [])
    .filter((name) => placeOf(name) > last)
    .map((name): TimelineStep => ({ name, state: 'pending', durationMs: null, note: '' }));
  const told = steps
    .toSorted((a, b) => placeOf(a.name) - placeOf(b.name))
    .map((step) => ({ ...step, durationMs: durationOf(step, now) }))
    .map(({ name, state, durationMs, note }): TimelineStep => ({ name, state, durationMs, note }));
  return [...told, ...pending];
}

/** How long a step took, or takes so far. The clocks of node and reader may differ. */
export function durationOf({ state, startedAt, durationMs }: FedStep, now: number): number | null {
  if (state === 'running') return Math.max(0, now - startedAt);
  return state === 'skipped' ? null : durationMs;
}

function placeOf(name: string): number {
  const place = (deploymentSteps as readonly string[]).indexOf(name);
  return place === -1 ? deploymentSteps.length : place;
}
