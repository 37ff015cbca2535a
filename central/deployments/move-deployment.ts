import { canMove, type DeploymentState } from '../../lib/deployment-states.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Deployment } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import { type Failure, failureColumns, stateLine } from '../domain/deployment-events.ts';
import { tellOfDeployment } from '../outbox/tell-of-deployment.ts';
import type { Topic } from '../ports.ts';

type Movable = Pick<Deployment, 'id' | 'state'>;

/**
 * Ends a deployment that was read in this transaction, and tells it in its feed with the reason.
 *
 * @throws UserError `deployment_state` when the state table forbids it.
 */
export async function endDeployment(
  tx: Transaction,
  { id, state: from }: Movable,
  to: Extract<DeploymentState, 'failed' | 'canceled' | 'superseded'>,
  reason: Failure,
  at: Date,
): Promise<void> {
  assertCanMove(from as DeploymentState, to);
  await tx.deployment.update({
    where: { id },
    data: { ...failureColumns(reason), state: to, finishedAt: at },
  });
  await tx.logLine.create({ data: { deploymentId: id, ...stateLine(at, to, reason) } });
  await tx.deploymentStep.updateMany({
    where: { deploymentId: id, state: 'running' },
    data: { state: to === 'canceled' ? 'canceled' : 'failed' },
  });
  await tellOfDeployment(tx, id, { now: at, from });
}

function assertCanMove(from: DeploymentState, to: DeploymentState): void {
  if (canMove(from, to)) return;
  throw new UserError('deployment_state', `A deployment that is ${from} cannot become ${to}`);
}

/** Topics whose readers want to know of a change to this deployment. */
export function topicsOf({ id, projectId }: Pick<Deployment, 'id' | 'projectId'>): Topic[] {
  return [`deployment:${id}`, `project:${projectId}`];
}
