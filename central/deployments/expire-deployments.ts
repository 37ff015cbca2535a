import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deployment, Node, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { Failure } from '../domain/deployment-events.ts';
import { nodeSilent } from '../domain/fold-events.ts';
import { addSeconds } from '../domain/time.ts';
import { endDeployment, topicsOf } from './move-deployment.ts';
import { sendNext } from './send-next.ts';

type Overdue = Deployment & { project: Project & { node: Node } };

/** A connected node that was told to stop gets this long to say that it has. */
const stopGraceSeconds = 120;

/**
 * Ends what is past its deadline, so that nothing waits or runs for ever: what was never sent
 * fails, what runs on a connected node is told to stop first, and what a silent node may still run
 * fails, too. Should the latter have gone live after all, the node's report takes that back.
 */
export async function expireDeployments(context: Context): Promise<void> {
  const now = context.clock.now();
  const overdue = await context.db.deployment.findMany({
    where: { state: { in: ['queued', 'running'] }, deadlineAt: { lte: now } },
    include: { project: { include: { node: true } } },
  });
  for (const deployment of overdue) {
    await nextTurn();
    await expire(context, deployment, now);
  }
}

async function expire(context: Context, deployment: Overdue, now: Date): Promise<void> {
  const { db, bus, gateway } = context;
  const { id, nodeId, sentAt, deadlineAt } = deployment;
  const session = gateway.session(nodeId);
  if (sentAt !== null) {
    await db.nodeCommand.updateMany({
      where: { deploymentId: id, cancelAt: null },
      data: { cancelAt: now },
    });
    session?.send({ case: 'cancel', value: { commandId: id } });
    const stopping = session !== undefined && now < addSeconds(deadlineAt, stopGraceSeconds);
    if (stopping) return;
  }
  const failure = sentAt === null ? neverSent(context, deployment) : neverHeardOf(deployment);
  await db.$transaction(async (tx) => {
    const { state } = await tx.deployment.findUniqueOrThrow({ where: { id } });
    if (state === deployment.state) await endDeployment(tx, deployment, 'failed', failure, now);
  });
  bus.publish(topicsOf(deployment));
  await sendNext(context, deployment.projectId);
}

function neverSent(context: Context, { project, nodeId }: Overdue): Failure {
  const offline = context.gateway.session(nodeId) === undefined;
  const message = offline
    ? `The node ${project.node.name} was not connected until the deadline was over`
    : 'The deployment before it took until its deadline';
  return { code: 'deadline_exceeded', message, hint: 'vpspilot nodes list shows every node' };
}

function neverHeardOf({ project: { node } }: Overdue): Failure {
  const since = node.lastSeenAt?.toISOString() ?? 'ever';
  const message = `The node ${node.name} did not report its end (last heard of: ${since})`;
  return { code: nodeSilent, message, hint: 'When the node is back it tells what became of it' };
}
