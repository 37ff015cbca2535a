import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { ApiToken } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { type Permission, type Role, reaches } from '../domain/permissions.ts';
import { mayIn } from '../domain/rights.ts';
import { auditEntry } from './audit.ts';
import { type Caller, mayGive } from './caller.ts';

export interface NewApiToken {
  name: string;
  role: Role;
  /** Undefined: it does not expire. */
  expiresAt?: Date | undefined;
  actor: string;
  /** Empty: all that its role may. */
  scopes?: readonly Permission[];
  /** The only project it is for. */
  projectId?: number | undefined;
  /** Whose it is. */
  userId?: string | null;
}

export type ListedToken = ApiToken & { project: { slug: string } | null };

const withProject = { include: { project: { select: { slug: true } } } } as const;

/** Makes a token; its text is in the answer and nowhere else, the database keeps the SHA-256. */
export async function createApiToken(
  context: Context,
  { name, role, expiresAt, actor, scopes = [], projectId, userId = null }: NewApiToken,
): Promise<{ token: string; record: ListedToken }> {
  const token = `vpp_${randomBytes(32).toString('base64url')}`;
  const data = {
    ...{ id: randomUUID(), name, role, userId },
    hash: hashToken(token),
    createdBy: actor,
    expiresAt: expiresAt ?? null,
    scopes: scopes.join('\n'),
    projectId: projectId ?? null,
  };
  const detail = scopes.length === 0 ? `role ${role}` : `role ${role}, only ${scopes.join(', ')}`;
  const entry = { actor, action: 'token.create', target: name, detail };
  const [record] = await context.db.$transaction([
    context.db.apiToken.create({ data, ...withProject }),
    context.db.auditEntry.create({
      data: auditEntry({ ...entry, ...(projectId === undefined ? {} : { projectId }) }),
    }),
  ]);
  return { token, record };
}

/**
 * A token that somebody makes: never for more than he may himself, nor for longer than his own.
 *
 * @throws UserError token_exceeds_rights
 */
export function handOutToken(
  context: Context,
  caller: Caller,
  wish: Pick<NewApiToken, 'name' | 'role' | 'expiresAt' | 'projectId'> & { scopes: Permission[] },
): Promise<{ token: string; record: ListedToken }> {
  const { role, scopes, projectId = null } = wish;
  if (!mayGive(caller, { role, scopes, projectId })) {
    throw new UserError('token_exceeds_rights', `You may not give away a token with role ${role}`, {
      hint: 'A token may do at most what you may: choose a lower role, a project of yours, or fewer scopes',
    });
  }
  const expiresAt = earlier(wish.expiresAt, caller.endsAt);
  return createApiToken(context, {
    ...{ ...wish, expiresAt, actor: caller.actor, userId: caller.userId },
  });
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

/** The tokens that somebody may see, newest first; at most 500. Admins see everybody's. */
export function listApiTokens(context: Context, caller: Caller): Promise<ListedToken[]> {
  return context.db.apiToken.findMany({
    where: seesAll(caller) ? {} : ownTokens(caller),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
    ...withProject,
  });
}

/**
 * Ends a token at once. Done twice it is still ended.
 *
 * @throws UserError token_not_found, last_admin_token, owner_required
 */
export async function revokeApiToken(context: Context, id: string, caller: Caller): Promise<void> {
  const token = await context.db.apiToken.findFirst({
    where: { id, ...(seesAll(caller) ? {} : ownTokens(caller)) },
  });
  if (token === null) throw new UserError('token_not_found', `There is no token ${id}`);
  if (token.revokedAt !== null) return;
  assertMayEnd(token, caller);
  if (token.role === 'admin' || token.role === 'owner') await assertAnotherAdmin(context, id);
  await context.db.$transaction([
    context.db.apiToken.update({ where: { id }, data: { revokedAt: context.clock.now() } }),
    context.db.auditEntry.create({
      data: auditEntry({ actor: caller.actor, action: 'token.revoke', target: token.name }),
    }),
  ]);
  context.bus.publish(['access']);
}

/** SHA-256, hex. A token has 256 random bits: a slow hash would protect nothing more. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** `members.write` is what makes somebody see to the accounts of others. */
function seesAll(caller: Caller): boolean {
  return mayIn(caller, 'members.write', null);
}

function ownTokens({ userId, id }: Caller) {
  return userId === null ? { id } : { userId };
}

function assertMayEnd(token: ApiToken, caller: Caller): void {
  const isOwn = token.userId !== null && token.userId === caller.userId;
  if (token.role !== 'owner' || isOwn || (caller.role !== null && reaches(caller.role, 'owner')))
    return;
  throw new UserError('owner_required', 'Only an owner may revoke the token of an owner', {
    hint: 'Ask an owner',
  });
}

async function assertAnotherAdmin({ db, clock }: Context, id: string): Promise<void> {
  // An owner can sign in and make another.
  if ((await db.user.count({ where: { role: 'owner', disabledAt: null } })) > 0) return;
  const others = await db.apiToken.count({
    where: {
      id: { not: id },
      role: { in: ['admin', 'owner'] },
      projectId: null,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: clock.now() } }],
    },
  });
  if (others > 0) return;
  throw new UserError('last_admin_token', 'This is the last admin token', {
    hint: 'Make another admin token first: POST /api/v1/tokens',
  });
}

function earlier(a: Date | undefined, b: Date | null): Date | undefined {
  if (a === undefined) return b ?? undefined;
  return b === null || a < b ? a : b;
}
