import { randomUUID } from 'node:crypto';
import { create, toBinary } from '@bufbuild/protobuf';
import { UserError } from '../../lib/user-error.ts';
import type { NodeCommand, Project } from '../../prisma/client/client.ts';
import { CommandSchema } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import { addSeconds } from '../domain/time.ts';
import { deliverCommand } from './deliver-command.ts';
import { endDeployment } from './move-deployment.ts';
import { wireProject } from './wire-project.ts';

/** A node may be away for a while and still has to clean up when it is back. */
const removalDeadlineSeconds = 365 * 24 * 3600;

/**
 * Removes a project: what waits is canceled, what runs is told to stop, and the node takes away
 * everything it keeps of it, now or when it connects next. The history stays; the slug is free.
 *
 * @throws UserError `project_not_found`
 */
export async function removeProject(
  context: Context,
  projectId: number,
  actor: string,
): Promise<void> {
  const { db, bus, gateway } = context;
  const command = await db.$transaction((tx) => remove(context, tx, projectId, actor));
  bus.publish([`project:${projectId}`]);
  const session = gateway.session(command.nodeId);
  if (session === undefined) return;
  const running = await db.nodeCommand.findMany({
    where: { projectId, finishedAt: null, cancelAt: { not: null } },
    select: { id: true },
  });
  for (const { id } of running) session.send({ case: 'cancel', value: { commandId: id } });
  await deliverCommand(context, session, command);
}

async function remove(
  { clock }: Context,
  tx: Transaction,
  projectId: number,
  actor: string,
): Promise<NodeCommand> {
  const project = await tx.project.findUnique({ where: { id: projectId, deletedAt: null } });
  if (project === null) {
    throw new UserError('project_not_found', `There is no project ${projectId}`);
  }
  const at = clock.now();
  await cancelAll(tx, projectId, at);
  await tx.project.update({
    where: { id: projectId },
    data: { deletedAt: at, slug: `${project.slug} (removed ${projectId})` },
  });
  const entry = { actor, action: 'project.remove', projectId, target: project.slug };
  await tx.auditEntry.create({ data: auditEntry(entry) });
  return tx.nodeCommand.create({ data: removal(project, at) });
}

async function cancelAll(tx: Transaction, projectId: number, at: Date): Promise<void> {
  const waiting = await tx.deployment.findMany({
    where: { projectId, state: 'queued', sentAt: null },
    select: { id: true, state: true },
  });
  const reason = { code: 'canceled', message: 'The project was removed', hint: '' };
  for (const deployment of waiting) await endDeployment(tx, deployment, 'canceled', reason, at);
  await tx.nodeCommand.updateMany({
    where: { projectId, finishedAt: null, cancelAt: null },
    data: { cancelAt: at },
  });
}

function removal(project: Project, at: Date) {
  const deadlineAt = addSeconds(at, removalDeadlineSeconds);
  const id = randomUUID();
  const command = create(CommandSchema, {
    id,
    deadlineMs: BigInt(deadlineAt.getTime()),
    command: { case: 'removeProject', value: { project: wireProject(project) } },
  });
  const payload = new Uint8Array(toBinary(CommandSchema, command));
  const { nodeId, id: projectId } = project;
  return { id, nodeId, projectId, kind: 'removeProject', payload, deadlineAt, createdAt: at };
}
