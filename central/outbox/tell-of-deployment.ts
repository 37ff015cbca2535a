import type { Deployment } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import { type ReportedDeployment, reportDeployment } from '../github/report-deployment.ts';
import { writeEvent } from '../notifications/raise-event.ts';

interface Telling {
  now: Date;
  /** Its state before this change, if it was another one. */
  from?: string;
}

/**
 * Puts the present state of a deployment into the outbox, in the transaction that has written it:
 * for GitHub, and for people when it has failed or gone live. Sending is elsewhere; no deployment
 * waits for it.
 */
export async function tellOfDeployment(
  tx: Transaction,
  id: string,
  { now, from }: Telling,
): Promise<void> {
  const deployment = await tx.deployment.findUniqueOrThrow({
    where: { id },
    include: { project: { include: { node: true } } },
  });
  await reportDeployment(tx, deployment, now);
  if (from === deployment.state) return;
  const { state } = deployment;
  if (state === 'failed' || state === 'rolled_back') await tellFailed(tx, deployment, now);
  if (state === 'live' && from !== 'replaced') await tellLive(tx, deployment, now, from);
}

async function tellFailed(tx: Transaction, { id, projectId }: Deployment, now: Date) {
  const event = { event: 'deployment_failed', projectId, deploymentId: id } as const;
  await writeEvent(tx, event, { now });
}

/** Whoever wants to know of both hears of the recovery only: it says the same and more. */
async function tellLive(
  tx: Transaction,
  deployment: ReportedDeployment,
  now: Date,
  from: string | undefined,
): Promise<void> {
  const about = { projectId: deployment.projectId, deploymentId: deployment.id };
  const hasRecovered = from === 'failed' || (await failedBefore(tx, deployment));
  const live = { event: 'deployment_live', ...about } as const;
  if (!hasRecovered) return writeEvent(tx, live, { now });
  await writeEvent(tx, { event: 'deployment_recovered', ...about }, { now });
  await writeEvent(tx, live, { now, unlessTold: 'deployment_recovered' });
}

/** Whether the last deployment before it that came to an end of its own has failed. */
async function failedBefore(tx: Transaction, { projectId, number }: Deployment): Promise<boolean> {
  const before = await tx.deployment.findFirst({
    where: {
      projectId,
      number: { lt: number },
      state: { in: ['failed', 'rolled_back', 'live', 'replaced'] },
    },
    orderBy: { number: 'desc' },
    select: { state: true },
  });
  return before?.state === 'failed' || before?.state === 'rolled_back';
}
