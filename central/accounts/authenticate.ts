import { timingSafeEqual } from 'node:crypto';
import type { ApiToken } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { hashToken } from './api-tokens.ts';
import { type Caller, rightsOfToken, type TokenWithOwner, withProjects } from './caller.ts';
import { refreshSession } from './sessions.ts';

/** "Last used" is told to the minute; writing it for each request would cost more than the request. */
const lastUsedEveryMs = 60_000;

/** Finds who a bearer token belongs to; undefined when it is unknown, expired or revoked. */
export async function authenticate(context: Context, bearer: string): Promise<Caller | undefined> {
  if (!/^vpp_[A-Za-z0-9_-]{43}$/.test(bearer)) return undefined;
  const hash = hashToken(bearer);
  const record = await context.db.apiToken.findUnique({
    where: { hash },
    include: { user: withProjects },
  });
  if (record === null || !isUsable(record, hash, context.clock.now())) return undefined;
  noteUse(context, record);
  return tokenCaller(record);
}

/**
 * Who a caller of a while ago is now, with the rights of now; undefined when his session or token
 * has ended. Long-lived streams ask now and then.
 */
export async function refresh(context: Context, caller: Caller): Promise<Caller | undefined> {
  if (caller.kind === 'session') return refreshSession(context, caller);
  const record = await context.db.apiToken.findUnique({
    where: { id: caller.id },
    include: { user: withProjects },
  });
  if (record === null || !isUsable(record, record.hash, context.clock.now())) return undefined;
  return tokenCaller(record);
}

function tokenCaller(record: TokenWithOwner): Caller | undefined {
  const rights = rightsOfToken(record);
  if (rights === undefined) return undefined;
  const { id, name, userId, expiresAt: endsAt } = record;
  const actor = `token:${name}`;
  return { ...rights, kind: 'token', id, actor, userId, csrfToken: null, endsAt };
}

function isUsable(record: TokenWithOwner, hash: string, now: Date): boolean {
  // The index found it by its hash; comparing once more in constant time costs nothing.
  if (!timingSafeEqual(Buffer.from(record.hash), Buffer.from(hash))) return false;
  if (record.revokedAt !== null) return false;
  if (record.user !== null && record.user.disabledAt !== null) return false;
  return record.expiresAt === null || record.expiresAt > now;
}

function noteUse(context: Context, record: ApiToken): void {
  const now = context.clock.now();
  if (record.lastUsedAt !== null && now.getTime() - record.lastUsedAt.getTime() < lastUsedEveryMs)
    return;
  context.db.apiToken
    .updateMany({ where: { id: record.id }, data: { lastUsedAt: now } })
    .catch((error: unknown) =>
      context.log.warn({ err: error }, 'could not note the use of a token'),
    );
}
