import type { DeploymentState } from '../../../lib/deployment-states.ts';
import type { FedStep, Feed, StepState } from './feed.ts';

/** A step as the API answers it. */
interface AnsweredStep {
  name: string;
  state: StepState;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number | null;
  note: string;
}

/** How far a deployment is; of two tellings the one that is further is the newer. */
const order: Record<DeploymentState, number> = {
  queued: 0,
  running: 1,
  failed: 2,
  canceled: 2,
  superseded: 2,
  live: 3,
  replaced: 4,
  rolled_back: 4,
};

/**
 * The newer of what the API has answered and what the stream has told since. While a stream repeats
 * the past, the answer is the newer one: the page must not run through the states again.
 */
export function mergeState(answered: DeploymentState, { state }: Feed): DeploymentState {
  return state !== undefined && order[state] > order[answered] ? state : answered;
}

export function mergeSteps(answered: readonly AnsweredStep[], { steps }: Feed): FedStep[] {
  const known = answered.map((step) => newer(fedStep(step), steps));
  const fresh = steps.filter(({ name }) => !answered.some((step) => step.name === name));
  return [...known, ...fresh];
}

function fedStep(step: AnsweredStep): FedStep {
  return { ...step, startedAt: Date.parse(step.startedAt) };
}

function newer(step: FedStep, fed: readonly FedStep[]): FedStep {
  const other = fed.find(({ name }) => name === step.name);
  if (other === undefined) return step;
  // Begun again after the agent was away, or over since.
  if (other.startedAt > step.startedAt) return other;
  return step.state === 'running' && other.state !== 'running' ? other : step;
}
