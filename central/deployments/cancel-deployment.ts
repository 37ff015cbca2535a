import { UserError } from '../../lib/user-error.ts';
import type { Deployment } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import { isPastSwitch } from '../domain/deployment-actions.ts';
import { endDeployment, topicsOf } from './move-deployment.ts';
import { sendNext } from './send-next.ts';

/**
 * Cancels a waiting deployment at once, and asks the node to stop a running one: that one is
 * canceled when the node says so.
 *
 * @throws UserError `deployment_not_found`, `deployment_over`, `deployment_past_switch`
 */
export async function cancelDeployment(
  context: Context,
  deploymentId: string,
  actor: string,
): Promise<Deployment> {
  const { db, bus, gateway } = context;
  const deployment = await db.$transaction((tx) => cancel(context, tx, deploymentId, actor));
  bus.publish(topicsOf(deployment));
  if (deployment.state === 'canceled') {
    await sendNext(context, deployment.projectId);
  } else {
    const session = gateway.session(deployment.nodeId);
    // Without a stream it is sent when the node connects.
    session?.send({ case: 'cancel', value: { commandId: deploymentId } });
  }
  return deployment;
}

async function cancel(
  { clock }: Context,
  tx: Transaction,
  id: string,
  actor: string,
): Promise<Deployment> {
  const deployment = await tx.deployment.findUnique({ where: { id } });
  if (deployment === null) {
    throw new UserError('deployment_not_found', `There is no deployment ${id}`);
  }
  refuseTooLate(deployment);
  const at = clock.now();
  const { projectId, number } = deployment;
  const entry = { actor, action: 'deployment.cancel', projectId, target: `deployment ${number}` };
  await tx.auditEntry.create({ data: auditEntry(entry) });
  if (deployment.sentAt === null) {
    const message = `Canceled by ${actor}`;
    await endDeployment(tx, deployment, 'canceled', { code: 'canceled', message, hint: '' }, at);
  } else {
    await tx.nodeCommand.updateMany({
      where: { deploymentId: id, cancelAt: null },
      data: { cancelAt: at },
    });
  }
  return tx.deployment.findUniqueOrThrow({ where: { id } });
}

function refuseTooLate(deployment: Deployment): void {
  const { state, number } = deployment;
  const name = `Deployment ${number}`;
  if (isPastSwitch(deployment)) {
    throw new UserError('deployment_past_switch', `${name} has taken the traffic already`, {
      hint: 'Roll back to return to the release before it',
    });
  }
  if (state !== 'queued' && state !== 'running') {
    throw new UserError('deployment_over', `${name} is over: ${state}`);
  }
}
