import type { DeploymentKind } from '../../lib/deployment-states.ts';
import type { Transaction } from '../context.ts';
import type { QueuedDeployment } from '../domain/deployment-queue.ts';

/** Queued and running deployments of a project, the oldest first. */
export async function unfinishedDeployments(
  tx: Transaction,
  projectId: number,
): Promise<QueuedDeployment[]> {
  const rows = await tx.deployment.findMany({
    where: { projectId, state: { in: ['queued', 'running'] } },
    select: { id: true, number: true, kind: true, state: true, sentAt: true },
    orderBy: { number: 'asc' },
  });
  return rows.map(({ sentAt, kind, state, ...row }) => ({
    ...row,
    kind: kind as DeploymentKind,
    state: state as QueuedDeployment['state'],
    sent: sentAt !== null,
  }));
}

/** The deployment whose release has the project's traffic. */
export function currentDeployment(tx: Transaction, projectId: number) {
  return tx.deployment.findFirst({
    where: { projectId, state: 'live' },
    orderBy: { number: 'desc' },
  });
}
