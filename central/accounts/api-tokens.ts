import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { ApiToken } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { Role } from '../domain/permissions.ts';
import { auditEntry } from './audit.ts';

export interface NewApiToken {
  name: string;
  role: Role;
  /** Undefined: it does not expire. */
  expiresAt?: Date | undefined;
  actor: string;
}

/** Makes a token; its text is in the answer and nowhere else, the database keeps the SHA-256. */
export async function createApiToken(
  context: Context,
  { name, role, expiresAt, actor }: NewApiToken,
): Promise<{ token: string; record: ApiToken }> {
  const token = `vpp_${randomBytes(32).toString('base64url')}`;
  const data = {
    id: randomUUID(),
    name,
    role,
    hash: hashToken(token),
    createdBy: actor,
    expiresAt: expiresAt ?? null,
  };
  const [record] = await context.db.$transaction([
    context.db.apiToken.create({ data }),
    context.db.auditEntry.create({
      data: auditEntry({ actor, action: 'token.create', target: name, detail: `role ${role}` }),
    }),
  ]);
  return { token, record };
}

/** Makes an admin token when there is none at all: shown once, at the first start. */
export async function ensureFirstAdminToken(context: Context): Promise<string | undefined> {
  if ((await context.db.apiToken.count()) > 0) return undefined;
  const { token } = await createApiToken(context, {
    name: 'first-admin',
    role: 'admin',
    actor: 'first start',
  });
  return token;
}

/** Every token that was ever made, newest first; at most 500. */
export function listApiTokens(context: Context): Promise<ApiToken[]> {
  return context.db.apiToken.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  });
}

/**
 * Ends a token at once. Done twice it is still ended.
 *
 * @throws UserError token_not_found, last_admin_token
 */
export async function revokeApiToken(context: Context, id: string, actor: string): Promise<void> {
  const token = await context.db.apiToken.findUnique({ where: { id } });
  if (token === null) throw new UserError('token_not_found', `There is no token ${id}`);
  if (token.revokedAt !== null) return;
  if (token.role === 'admin') await assertAnotherAdmin(context, id);
  await context.db.$transaction([
    context.db.apiToken.update({ where: { id }, data: { revokedAt: context.clock.now() } }),
    context.db.auditEntry.create({
      data: auditEntry({ actor, action: 'token.revoke', target: token.name }),
    }),
  ]);
}

/** SHA-256, hex. A token has 256 random bits: a slow hash would protect nothing more. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function assertAnotherAdmin(context: Context, id: string): Promise<void> {
  const others = await context.db.apiToken.count({
    where: {
      id: { not: id },
      role: 'admin',
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: context.clock.now() } }],
    },
  });
  if (others > 0) return;
  throw new UserError('last_admin_token', 'This is the last admin token', {
    hint: 'Make another admin token first: POST /api/v1/tokens',
  });
}
