import { randomUUID } from 'node:crypto';
import { decodeJoinToken } from '../../lib/join-token.ts';
import { UserError } from '../../lib/user-error.ts';
import type { JoinToken } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import type { IssuedCertificate } from '../ports.ts';
import { hashOf } from './create-join-token.ts';
import { checkedSealingKey } from './sealing-key.ts';

export interface EnrolledNode {
  nodeId: string;
  nodeName: string;
  /** PEM. */
  certificate: string;
  caCertificate: string;
}

/**
 * Trades a join token for a client certificate. A node that joins again keeps its id and projects;
 * its earlier certificates are revoked.
 *
 * @throws UserError `join_token_invalid`, `join_token_expired`, `join_token_used`,
 *   `signing_request_invalid`, `sealing_key_invalid`
 */
export async function enrollNode(
  context: Context,
  request: { joinToken: string; certificateSigningRequest: string; sealingKey: string },
): Promise<EnrolledNode> {
  const token = await usableToken(context, request.joinToken);
  const sealingKey = checkedSealingKey(request.sealingKey);
  const present = await context.db.node.findUnique({ where: { name: token.nodeName } });
  const nodeId = present?.id ?? randomUUID();
  const { authority } = context;
  // Before the token is spent: a bad request can be put right with the same token.
  const issued = await authority.issueForNode(nodeId, request.certificateSigningRequest);
  await context.db.$transaction((tx) => enroll(context, tx, token, { nodeId, sealingKey, issued }));
  context.gateway.session(nodeId)?.close('unauthenticated', 'This node has joined again');
  context.bus.publish([`node:${nodeId}`]);
  return {
    nodeId,
    nodeName: token.nodeName,
    certificate: issued.pem,
    caCertificate: authority.certificate,
  };
}

async function usableToken(context: Context, text: string): Promise<JoinToken> {
  const secret = text.startsWith('vpj_') ? decodeJoinToken(text).token : text;
  const token = await context.db.joinToken.findUnique({ where: { hash: hashOf(secret) } });
  const hint = 'Make a new one with `vpspilot nodes token NAME`';
  if (token === null) {
    throw new UserError('join_token_invalid', 'Central does not know this join token', { hint });
  }
  if (token.usedAt !== null) throw used(token);
  if (token.expiresAt <= context.clock.now()) {
    const when = token.expiresAt.toISOString();
    throw new UserError('join_token_expired', `This join token expired at ${when}`, { hint });
  }
  return token;
}

function used({ nodeName }: JoinToken): UserError {
  return new UserError('join_token_used', `The join token for ${nodeName} was used already`, {
    hint: 'A token lets one machine in once. Make another with `vpspilot nodes token NAME`',
  });
}

async function enroll(
  { clock }: Context,
  tx: Transaction,
  token: JoinToken,
  node: { nodeId: string; sealingKey: string; issued: IssuedCertificate },
): Promise<void> {
  const { nodeId, sealingKey, issued } = node;
  const now = clock.now();
  const { count } = await tx.joinToken.updateMany({
    where: { id: token.id, usedAt: null },
    data: { usedAt: now },
  });
  if (count === 0) throw used(token);
  await tx.node.upsert({
    where: { id: nodeId },
    create: { id: nodeId, name: token.nodeName, sealingKey, createdAt: now },
    update: { sealingKey },
  });
  await revokeCertificates(tx, nodeId, now);
  const { fingerprint, notAfter } = issued;
  await tx.nodeCertificate.create({ data: { fingerprint, nodeId, notAfter, createdAt: now } });
  const { createdBy: actor, nodeName: target } = token;
  await tx.auditEntry.create({
    data: auditEntry({ actor, action: 'node.join', target, detail: `token ${token.id}` }),
  });
}

/** Ends every certificate of a node. */
export async function revokeCertificates(tx: Transaction, nodeId: string, now: Date) {
  await tx.nodeCertificate.updateMany({
    where: { nodeId, revokedAt: null },
    data: { revokedAt: now },
  });
}
