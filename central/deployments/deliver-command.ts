import { create, fromBinary } from '@bufbuild/protobuf';
import type { JWK } from 'jose';
import { UserError } from '../../lib/user-error.ts';
import type { NodeCommand } from '../../prisma/client/client.ts';
import {
  type Command,
  CommandSchema,
  type DeployCommand,
  type SealedEnvironment,
  SealedEnvironmentSchema,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { Context } from '../context.ts';
import { repositoryAccess } from '../github/repository-access.ts';
import type { NodeSession } from '../nodes/gateway.ts';
import { environmentFor } from '../secrets/environment-for.ts';
import { giveUpCommand } from './give-up-command.ts';

/**
 * Sends a stored command over the node's stream with the newest secrets, sealed to the node.
 * False when it could never be sent and was given up; the deployment then says why.
 */
export async function deliverCommand(
  context: Context,
  session: NodeSession,
  row: NodeCommand,
): Promise<boolean> {
  try {
    const value = await withSecrets(context, row);
    session.send({ case: 'command', value });
    context.log.info({ commandId: row.id, nodeId: row.nodeId, kind: row.kind }, 'command sent');
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message, hint = '' } = error;
    await giveUpCommand(context, row, { code, message, hint });
    return false;
  }
}

async function withSecrets(context: Context, row: NodeCommand): Promise<Command> {
  const command = fromBinary(CommandSchema, row.payload);
  const { case: kind, value } = command.command;
  if (kind === 'deploy' || kind === 'changeEnvironment') {
    value.environment = await sealedEnvironment(context, row);
  }
  if (kind === 'deploy') await addCredential(context, row, value);
  return command;
}

/** Made for this sending, kept nowhere. Without one the address stays as it is in the project. */
async function addCredential(
  context: Context,
  { projectId, nodeId }: NodeCommand,
  value: DeployCommand,
): Promise<void> {
  const { url, credential } = await repositoryAccess(context, projectId);
  if (credential === undefined) return;
  if (context.gateway.session(nodeId)?.features.has('source_credential') !== true) {
    throw new UserError(
      'agent_outdated',
      'The agent of the node cannot fetch private repositories',
      {
        hint: 'Upgrade the agent: its version is in the list of nodes',
      },
    );
  }
  value.repositoryUrl = url;
  value.sealedCredential = await sealToNode(context, nodeId, JSON.stringify(credential));
}

async function sealedEnvironment(
  context: Context,
  { projectId, nodeId }: NodeCommand,
): Promise<SealedEnvironment> {
  const { version, values } = await environmentFor(context, projectId, nodeId);
  const jwe = await sealToNode(context, nodeId, JSON.stringify(values));
  return create(SealedEnvironmentSchema, { version, jwe });
}

async function sealToNode({ db, secretBox }: Context, id: string, text: string): Promise<string> {
  const node = await db.node.findUniqueOrThrow({ where: { id }, select: { sealingKey: true } });
  return secretBox.sealTo(JSON.parse(node.sealingKey) as JWK, text);
}
