import { timingSafeEqual } from 'node:crypto';
import type { ApiToken } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { isRole, type Role } from '../domain/permissions.ts';
import { hashToken } from './api-tokens.ts';

/** Who asks. */
export interface Caller {
  tokenId: string;
  /** As it is written into histories: "token:ci". */
  actor: string;
  role: Role;
}

/** "Last used" is told to the minute; writing it for each request would cost more than the request. */
const lastUsedEveryMs = 60_000;

/** Finds who a bearer token belongs to; undefined when it is unknown, expired or revoked. */
export async function authenticate(context: Context, bearer: string): Promise<Caller | undefined> {
  if (!/^vpp_[A-Za-z0-9_-]{43}$/.test(bearer)) return undefined;
  const hash = hashToken(bearer);
  const record = await context.db.apiToken.findUnique({ where: { hash } });
  if (record === null || !isUsable(record, hash, context.clock.now()) || !isRole(record.role))
    return undefined;
  noteUse(context, record);
  return { tokenId: record.id, actor: `token:${record.name}`, role: record.role };
}

/** Whether a token that was good a while ago still is; long-lived streams ask now and then. */
export async function isStillValid(context: Context, caller: Caller): Promise<boolean> {
  const record = await context.db.apiToken.findUnique({ where: { id: caller.tokenId } });
  return record !== null && isUsable(record, record.hash, context.clock.now());
}

function isUsable(record: ApiToken, hash: string, now: Date): boolean {
  // The index found it by its hash; comparing once more in constant time costs nothing.
  if (!timingSafeEqual(Buffer.from(record.hash), Buffer.from(hash))) return false;
  if (record.revokedAt !== null) return false;
  return record.expiresAt === null || record.expiresAt > now;
}

function noteUse(context: Context, record: ApiToken): void {
  const now = context.clock.now();
  if (record.lastUsedAt !== null && now.getTime() - record.lastUsedAt.getTime() < lastUsedEveryMs)
    return;
  context.db.apiToken
    .update({ where: { id: record.id }, data: { lastUsedAt: now } })
    .catch((error: unknown) =>
      context.log.warn({ err: error }, 'could not note the use of a token'),
    );
}
