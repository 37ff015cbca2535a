import { UserError } from '../../lib/user-error.ts';
import type { Node } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import { revokeCertificates } from './enroll-node.ts';

/**
 * Shuts a node out at once: its certificates are refused and its stream is ended. Its applications
 * go on; it may join again with a new token.
 *
 * @throws UserError `node_not_found`
 */
export async function revokeNode(context: Context, nodeId: string, actor: string): Promise<void> {
  await context.db.$transaction(async (tx) => {
    const node = await findNode(tx, nodeId);
    await revokeCertificates(tx, nodeId, context.clock.now());
    const entry = { actor, action: 'node.revoke', target: node.name };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  });
  context.gateway.session(nodeId)?.close('unauthenticated', 'The certificate was revoked');
  context.bus.publish([`node:${nodeId}`]);
}

/**
 * Takes a node out of the list for good and frees its name. With `force` its projects stay in
 * central, without a place to run.
 *
 * @throws UserError `node_not_found`, `node_has_projects`
 */
export async function removeNode(
  context: Context,
  nodeId: string,
  { actor, force = false }: { actor: string; force?: boolean },
): Promise<void> {
  const now = context.clock.now();
  await context.db.$transaction(async (tx) => {
    const node = await findNode(tx, nodeId);
    if (!force) await refuseWithProjects(tx, node);
    await revokeCertificates(tx, nodeId, now);
    const name = `${node.name} (removed ${nodeId.slice(0, 8)})`;
    await tx.node.update({ where: { id: nodeId }, data: { removedAt: now, name } });
    const entry = { actor, action: 'node.remove', target: node.name };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  });
  context.gateway.session(nodeId)?.close('unauthenticated', 'This node was removed');
  context.bus.publish([`node:${nodeId}`]);
}

async function findNode(tx: Transaction, id: string): Promise<Node> {
  const node = await tx.node.findUnique({ where: { id, removedAt: null } });
  if (node === null) throw new UserError('node_not_found', `There is no node ${id}`);
  return node;
}

async function refuseWithProjects(tx: Transaction, { id, name }: Node): Promise<void> {
  const projects = await tx.project.findMany({
    where: { nodeId: id, deletedAt: null },
    select: { slug: true },
    take: 10,
  });
  if (projects.length === 0) return;
  const slugs = projects.map(({ slug }) => slug).join(', ');
  throw new UserError('node_has_projects', `${name} still has projects: ${slugs}`, {
    hint: 'Remove them first, or force it when the machine is gone for good',
  });
}
