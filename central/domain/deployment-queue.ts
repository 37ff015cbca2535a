import type { DeploymentKind, DeploymentState } from '../../lib/deployment-states.ts';

/** An unfinished deployment of one project, as the queue sees it. */
export interface QueuedDeployment {
  id: string;
  number: number;
  kind: DeploymentKind;
  state: Extract<DeploymentState, 'queued' | 'running'>;
  /** It was handed to its node and holds the project's slot. */
  sent: boolean;
}

/** Waiting deployments that a new one of this kind makes pointless: the newest decision wins. */
export function supersededBy(
  kind: DeploymentKind,
  unfinished: readonly QueuedDeployment[],
): QueuedDeployment[] {
  const waiting = unfinished.filter(({ sent }) => !sent);
  // A changed environment alone must not lose a push or a rollback that waits before it.
  if (kind === 'environment') return waiting.filter((other) => other.kind === 'environment');
  return waiting;
}

/** A waiting deployment that takes the newest environment with it anyway when it is sent. */
export function bringsEnvironment(
  unfinished: readonly QueuedDeployment[],
): QueuedDeployment | undefined {
  return unfinished.find(({ sent, kind }) => !sent && (kind === 'push' || kind === 'manual'));
}

/** The deployment to hand to the node now; undefined while another one holds the slot. */
export function nextToSend(unfinished: readonly QueuedDeployment[]): QueuedDeployment | undefined {
  if (unfinished.some(({ sent }) => sent)) return undefined;
  return unfinished.toSorted((a, b) => a.number - b.number)[0];
}
