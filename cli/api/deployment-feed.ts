import type { StreamedEvent } from '../../lib/api/event-stream.ts';
import type { DeploymentEvent, DeploymentFailure } from '../../lib/deployment-events.ts';

/**
 * Turns the events of a deployment's stream into those of the progress renderer. A failure is told
 * with its step, but belongs to the state that ends the deployment: it is kept until then.
 */
export function createFeedReader(): (event: StreamedEvent) => DeploymentEvent | undefined {
  let failure: DeploymentFailure | undefined;
  return ({ event, data }) => {
    const { at: time } = data;
    const at = typeof time === 'number' ? time : Date.parse(String(time));
    switch (event) {
      case 'output':
        return { ...(data as { step: string; stderr: boolean; text: string }), kind: 'output', at };
      case 'warning':
        return { ...(data as { code: string; message: string }), kind: 'warning', at };
      case 'step':
        failure = (data['failure'] as DeploymentFailure | undefined) ?? failure;
        return {
          ...(data as unknown as Extract<DeploymentEvent, { kind: 'step' }>),
          kind: 'step',
          at,
        };
      case 'state':
        return stateEvent(at, data, failure);
      default:
        return undefined;
    }
  };
}

const endsBadly = new Set(['failed', 'rolled_back', 'canceled']);

function stateEvent(
  at: number,
  { state, reason, failure: told }: Record<string, unknown>,
  ofStep: DeploymentFailure | undefined,
): DeploymentEvent {
  const failure = (told as DeploymentFailure | undefined) ?? ofStep;
  const event = { kind: 'state', at, state } as Extract<DeploymentEvent, { kind: 'state' }>;
  if (!endsBadly.has(event.state)) return event;
  if (failure !== undefined) return { ...event, failure };
  const message = typeof reason === 'string' ? reason : '';
  return message === '' ? event : { ...event, failure: { code: event.state, message } };
}
