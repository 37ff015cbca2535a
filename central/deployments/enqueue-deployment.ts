import { randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { Deployment, Node, Project } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { stateLine, warningLine } from '../domain/deployment-events.ts';
import { bringsEnvironment, supersededBy } from '../domain/deployment-queue.ts';
import { addSeconds } from '../domain/time.ts';
import { tellOfDeployment } from '../outbox/tell-of-deployment.ts';
import { endDeployment, topicsOf } from './move-deployment.ts';
import { unfinishedDeployments } from './queue.ts';
import { sendNext } from './send-next.ts';
import { type DeploymentRequest, type Source, sourceOf } from './source-of.ts';
import { waitingFor } from './waiting.ts';

export type { DeploymentRequest } from './source-of.ts';

/**
 * Puts a deployment into its project's queue and starts it when nothing is before it. Older ones
 * that still wait become superseded. An environment change that a waiting push brings along anyway
 * returns that push.
 *
 * @throws UserError `project_not_found`, `node_removed`, `nothing_live` (environment, rollback),
 *   `release_not_found`, `release_not_kept`
 */
export async function enqueueDeployment(
  context: Context,
  request: DeploymentRequest,
): Promise<Deployment> {
  const deployment = await context.db.$transaction((tx) => enqueue(context, tx, request));
  context.bus.publish(topicsOf(deployment));
  await sendNext(context, request.projectId);
  await noteWaiting(context, deployment);
  return deployment;
}

/** Who follows the deployment sees why nothing happens. */
async function noteWaiting(context: Context, { id }: Deployment): Promise<void> {
  const { db, bus, clock } = context;
  const deployment = await db.deployment.findUniqueOrThrow({ where: { id } });
  if (deployment.sentAt !== null) return;
  const message = await waitingFor(context, deployment);
  if (message === undefined) return;
  const line = warningLine(clock.now(), 'waiting', message);
  await db.logLine.create({ data: { deploymentId: id, ...line } });
  bus.publish(topicsOf(deployment));
}

async function enqueue(
  context: Context,
  tx: Transaction,
  request: DeploymentRequest,
): Promise<Deployment> {
  const { kind, projectId } = request;
  const project = await deployableProject(tx, projectId);
  const unfinished = await unfinishedDeployments(tx, projectId);
  const carrier = kind === 'environment' ? bringsEnvironment(unfinished) : undefined;
  if (carrier !== undefined) return tx.deployment.findUniqueOrThrow({ where: { id: carrier.id } });

  const source = await sourceOf(tx, project, request, unfinished);
  const created = await createDeployment(context, tx, project, request, source);
  const { createdAt: at, number } = created;
  for (const older of supersededBy(kind, unfinished)) {
    const message = `Deployment ${number} is newer`;
    await endDeployment(tx, older, 'superseded', { code: 'superseded', message, hint: '' }, at);
  }
  return created;
}

async function deployableProject(
  tx: Transaction,
  projectId: number,
): Promise<Project & { node: Node }> {
  const project = await tx.project.findUnique({
    where: { id: projectId, deletedAt: null },
    include: { node: true },
  });
  if (project === null) {
    throw new UserError('project_not_found', `There is no project ${projectId}`);
  }
  if (project.node.removedAt !== null) {
    throw new UserError('node_removed', `The node of ${project.slug} was removed`, {
      hint: 'Create the project again on another node',
    });
  }
  return project;
}

async function createDeployment(
  context: Context,
  tx: Transaction,
  project: Project,
  request: DeploymentRequest,
  source: Source,
): Promise<Deployment> {
  const createdAt = context.clock.now();
  // Counted by the database, so that two requests never get one number.
  const { lastNumber: number, environmentVersion } = await tx.project.update({
    where: { id: project.id },
    data: { lastNumber: { increment: 1 } },
  });
  const deployment = await tx.deployment.create({
    data: {
      ...source,
      id: randomUUID(),
      projectId: project.id,
      nodeId: project.nodeId,
      number,
      kind: request.kind,
      state: 'queued',
      environmentVersion,
      createdBy: request.actor,
      createdAt,
      deadlineAt: addSeconds(createdAt, context.settings.deploymentTimeoutSeconds),
    },
  });
  const line = stateLine(createdAt, 'queued');
  await tx.logLine.create({ data: { deploymentId: deployment.id, ...line } });
  await tellOfDeployment(tx, deployment.id, { now: createdAt });
  return deployment;
}
