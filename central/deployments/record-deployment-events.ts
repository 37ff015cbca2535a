import type { DeploymentState } from '../../lib/deployment-states.ts';
import type { Deployment } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import {
  type ContentsChange,
  type DeploymentEvent,
  stateLine,
} from '../domain/deployment-events.ts';
import { type Folded, foldEvents } from '../domain/fold-events.ts';
import { tellOfDeployment } from '../outbox/tell-of-deployment.ts';
import { appendFeed } from './append-feed.ts';

/** Applies events to their deployment. True when they may have freed the project's slot. */
export async function recordDeploymentEvents(
  tx: Transaction,
  { deploymentId, cancelAt }: { deploymentId: string; cancelAt: Date | null },
  events: readonly DeploymentEvent[],
  now: Date,
): Promise<boolean> {
  const deployment = await tx.deployment.findUniqueOrThrow({ where: { id: deploymentId } });
  const { deadlineAt } = deployment;
  const state = deployment.state as DeploymentState;
  const stoppedAtDeadline = cancelAt !== null && cancelAt >= deadlineAt;
  const folded = foldEvents({ ...deployment, state, stoppedAtDeadline }, events);
  if (folded.wentLive) await takeTraffic(tx, deployment, folded, now);
  await tx.deployment.update({ where: { id: deploymentId }, data: folded.change });
  await saveSteps(tx, deploymentId, folded);
  await saveContents(tx, deploymentId, folded.contents);
  await appendFeed(tx, deploymentId, folded.feed);
  if (isNews(deployment, folded)) await tellOfDeployment(tx, deploymentId, { now, from: state });
  if (folded.returnedTo !== undefined) await returnTraffic(tx, deployment, folded.returnedTo, now);
  return folded.change.state !== undefined && folded.change.state !== 'running';
}

/** Whether others want to know: of a new state, or at last of which commit it is. */
function isNews({ commit }: Deployment, { change }: Folded): boolean {
  return change.state !== undefined || (commit === '' && change.commit !== undefined);
}

/** Whatever was live before is replaced. */
async function takeTraffic(
  tx: Transaction,
  deployment: Deployment,
  folded: Folded,
  now: Date,
): Promise<void> {
  const at = folded.change.liveAt ?? new Date(0);
  const { projectId, id } = deployment;
  const others = await tx.deployment.findMany({
    where: { projectId, state: 'live', id: { not: id } },
    select: { id: true, liveAt: true },
  });
  // A node that was away reports an old switch late: a newer one holds the traffic.
  if (others.some(({ liveAt }) => liveAt !== null && liveAt > at)) {
    folded.change.state = 'replaced';
    folded.feed.push(stateLine(at, 'replaced'));
    return;
  }
  await setState(tx, others, 'replaced', { at, now });
}

async function returnTraffic(
  tx: Transaction,
  { projectId }: Deployment,
  { release, at }: { release: number; at: Date },
  now: Date,
): Promise<void> {
  const previous = await tx.deployment.findMany({
    where: { projectId, number: release, state: 'replaced' },
    select: { id: true },
  });
  await setState(tx, previous, 'live', { at, now });
}

async function setState(
  tx: Transaction,
  deployments: readonly { id: string }[],
  state: DeploymentState,
  { at, now }: { at: Date; now: Date },
): Promise<void> {
  const ids = deployments.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.deployment.updateMany({ where: { id: { in: ids } }, data: { state } });
  await tx.logLine.createMany({
    data: ids.map((deploymentId) => ({ deploymentId, ...stateLine(at, state) })),
  });
  const from = state === 'live' ? 'replaced' : 'live';
  for (const id of ids) await tellOfDeployment(tx, id, { now, from });
}

async function saveContents(
  tx: Transaction,
  deploymentId: string,
  contents: ContentsChange,
): Promise<void> {
  if (Object.keys(contents).length === 0) return;
  await tx.releaseContents.upsert({
    where: { deploymentId },
    create: { deploymentId, ...contents },
    update: contents,
  });
}

async function saveSteps(tx: Transaction, deploymentId: string, { steps }: Folded): Promise<void> {
  for (const [name, step] of steps) {
    const { state, durationMs, note = '', startedAt } = step;
    const over = durationMs === undefined ? {} : { durationMs };
    await tx.deploymentStep.upsert({
      where: { deploymentId_name: { deploymentId, name } },
      create: { deploymentId, name, state, startedAt, note, ...over },
      // The end of a step knows no better start than its beginning did.
      update: { state, note, ...(state === 'running' ? { startedAt, durationMs: null } : over) },
    });
  }
}
