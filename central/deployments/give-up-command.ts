import type { NodeCommand } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import type { Failure } from '../domain/deployment-events.ts';
import { endDeployment, topicsOf } from './move-deployment.ts';

/** Ends a command that its node will never end. Its deployment, if not over, fails with the reason. */
export async function giveUpCommand(
  context: Context,
  command: Pick<NodeCommand, 'id' | 'deploymentId'>,
  failure: Failure,
): Promise<void> {
  const at = context.clock.now();
  const deployment = await context.db.$transaction(async (tx) => {
    await tx.nodeCommand.update({ where: { id: command.id }, data: { finishedAt: at } });
    return endUnfinished(tx, command.deploymentId, failure, at);
  });
  if (deployment !== undefined) context.bus.publish(topicsOf(deployment));
}

async function endUnfinished(tx: Transaction, id: string | null, failure: Failure, at: Date) {
  if (id === null) return undefined;
  const deployment = await tx.deployment.findUniqueOrThrow({ where: { id } });
  if (deployment.state !== 'queued' && deployment.state !== 'running') return undefined;
  const state = failure.code === 'canceled' ? 'canceled' : 'failed';
  await endDeployment(tx, deployment, state, failure, at);
  return deployment;
}
