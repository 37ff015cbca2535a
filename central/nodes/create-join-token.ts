import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { encodeJoinToken } from '../../lib/join-token.ts';
import { UserError } from '../../lib/user-error.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { addSeconds } from '../domain/time.ts';
import { gatewayAddress } from './gateway-address.ts';

const namePattern = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
const tokenBytes = 24;

export interface NewJoinToken {
  /** The whole word to paste on the node. Shown this once. */
  token: string;
  nodeName: string;
  expiresAt: Date;
  /** A node of this name exists: it will get a new identity, and its present one ends. */
  rejoins: boolean;
}

/**
 * Makes a one-time token with which a machine becomes the node of this name.
 *
 * @throws UserError `node_name_invalid`
 */
export async function createJoinToken(
  context: Context,
  { nodeName, actor, ttlMinutes }: { nodeName: string; actor: string; ttlMinutes: number },
): Promise<NewJoinToken> {
  if (!namePattern.test(nodeName)) {
    throw new UserError('node_name_invalid', `'${nodeName}' cannot be a node's name`, {
      hint: 'Use up to 40 lower-case letters, digits and inner hyphens, like "oslo-1"',
    });
  }
  const secret = randomBytes(tokenBytes).toString('base64url');
  const createdAt = context.clock.now();
  const expiresAt = addSeconds(createdAt, ttlMinutes * 60);
  const id = randomUUID();
  const entry = { actor, action: 'node.token', target: nodeName, detail: `token ${id}` };
  const [node] = await context.db.$transaction([
    context.db.node.findUnique({ where: { name: nodeName }, select: { id: true } }),
    context.db.joinToken.create({
      data: { ...{ id, nodeName, createdBy: actor, createdAt, expiresAt }, hash: hashOf(secret) },
    }),
    context.db.auditEntry.create({ data: auditEntry(entry) }),
  ]);
  const central = gatewayAddress(context);
  const caFingerprint = context.authority.fingerprint;
  const token = encodeJoinToken({ central, caFingerprint, token: secret });
  return { token, nodeName, expiresAt, rejoins: node !== null };
}

/** How the database knows a token without keeping it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
