import type { DeploymentEvent } from '../../../lib/deployment-events.ts';
import { deploymentSteps } from '../../../lib/deployment-states.ts';
import type { Day } from './day.ts';

/** Everything central tells of a deployment that is over, in its order. */
export async function eventsOf({ api }: Day, deploymentId: string): Promise<DeploymentEvent[]> {
  const events: DeploymentEvent[] = [];
  for await (const event of api.events(deploymentId)) events.push(event);
  return events;
}

/** What is wrong with the story of a deployment: steps told twice or out of order, lines doubled. Empty when all is well. */
export function faultsOf(events: readonly DeploymentEvent[]): string[] {
  const begun = events.flatMap((event) =>
    event.kind === 'step' && event.state === 'running' ? [event.step] : [],
  );
  const ended = events.flatMap((event) =>
    event.kind === 'step' && event.state !== 'running' ? [event.step] : [],
  );
  const lines = events.flatMap((event) =>
    event.kind === 'output' ? [`${event.step}: ${event.text}`] : [],
  );
  const states = events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
  return [
    ...repeated(ended).map((step) => `step ${step} ended twice`),
    ...repeated(begun).map((step) => `step ${step} began twice`),
    ...repeated(lines).map((line) => `line twice: ${line}`),
    ...repeated(states).map((state) => `state ${state} twice`),
    ...deploymentSteps.filter((step) => !ended.includes(step)).map((step) => `no end of ${step}`),
    ...(isInOrder(ended) ? [] : [`out of order: ${ended.join(', ')}`]),
  ];
}

function repeated(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

/** Drain and watch go on at the same time; everything else is one after the other. */
function isInOrder(steps: readonly string[]): boolean {
  const known: readonly string[] = deploymentSteps;
  const places = steps.map((step) => Math.min(known.indexOf(step), known.indexOf('drain')));
  return places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
}
