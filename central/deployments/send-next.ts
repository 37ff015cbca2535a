import { setImmediate as nextTurn } from 'node:timers/promises';
import { create, toBinary } from '@bufbuild/protobuf';
import type { Deployment, NodeCommand, Project } from '../../prisma/client/client.ts';
import { type Command, CommandSchema } from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context, Transaction } from '../context.ts';
import { nextToSend } from '../domain/deployment-queue.ts';
import { deliverCommand } from './deliver-command.ts';
import { endDeployment, topicsOf } from './move-deployment.ts';
import { currentDeployment, unfinishedDeployments } from './queue.ts';
import { wireProject } from './wire-project.ts';

/**
 * Hands the project's next deployment to its node when the slot is free and the node is connected.
 * Never throws: it is called after something else has succeeded, and again whenever the node
 * connects or a slot becomes free.
 */
export async function sendNext(context: Context, projectId: number): Promise<void> {
  try {
    while (!(await trySendNext(context, projectId))) await nextTurn();
  } catch (err) {
    context.log.error({ err, projectId }, 'the next deployment could not be sent');
  }
}

/** False when the next one had to be given up, and there may be another behind it. */
async function trySendNext(context: Context, projectId: number): Promise<boolean> {
  const { db, bus, gateway } = context;
  const taken = await db.$transaction((tx) => takeSlot(context, tx, projectId));
  if (taken === undefined) return true;
  bus.publish(topicsOf(taken.deployment));
  if (taken.command === undefined) return false;
  const session = gateway.session(taken.command.nodeId);
  if (session === undefined) return true;
  return deliverCommand(context, session, taken.command);
}

interface Taken {
  deployment: Deployment;
  /** Undefined when the deployment failed instead. */
  command?: NodeCommand;
}

async function takeSlot(
  context: Context,
  tx: Transaction,
  projectId: number,
): Promise<Taken | undefined> {
  const next = nextToSend(await unfinishedDeployments(tx, projectId));
  if (next === undefined) return undefined;
  const deployment = await tx.deployment.findUniqueOrThrow({
    where: { id: next.id },
    include: { project: true },
  });
  if (context.gateway.session(deployment.nodeId) === undefined) return undefined;
  const now = context.clock.now();
  if (deployment.kind === 'environment' && (await currentDeployment(tx, projectId)) === null) {
    const message = 'Nothing is live that could get the new environment';
    const hint = 'The next deployment takes it with it';
    await endDeployment(tx, deployment, 'failed', { code: 'nothing_live', message, hint }, now);
    return { deployment };
  }
  await tx.deployment.update({ where: { id: deployment.id }, data: { sentAt: now } });
  return { deployment, command: await createCommand(context, tx, deployment) };
}

function createCommand(
  context: Context,
  tx: Transaction,
  deployment: Deployment & { project: Project },
): Promise<NodeCommand> {
  const { id, nodeId, projectId, deadlineAt } = deployment;
  const command = commandFor(context, deployment);
  return tx.nodeCommand.create({
    data: {
      ...{ id: command.id, nodeId, projectId, deploymentId: id, deadlineAt },
      kind: command.command.case ?? '',
      payload: new Uint8Array(toBinary(CommandSchema, command)),
    },
  });
}

/** The command without secrets; they are sealed when it is sent. */
function commandFor({ settings }: Context, deployment: Deployment & { project: Project }): Command {
  const { id, number, kind, project, toRelease, branch, commit } = deployment;
  const common = {
    project: wireProject(project),
    deployment: {
      deploymentId: id,
      number,
      watchSeconds: settings.watchSeconds,
      drainSeconds: settings.drainSeconds,
    },
  };
  const base = { id, deadlineMs: BigInt(deployment.deadlineAt.getTime()) };
  if (kind === 'rollback') {
    const value = { ...common, toRelease: toRelease ?? 0 };
    return create(CommandSchema, { ...base, command: { case: 'rollBack', value } });
  }
  if (kind === 'environment') {
    return create(CommandSchema, {
      ...base,
      command: { case: 'changeEnvironment', value: common },
    });
  }
  const value = { ...common, repositoryUrl: project.repositoryUrl, branch, commit };
  return create(CommandSchema, { ...base, command: { case: 'deploy', value } });
}
