import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Session } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { addSeconds } from '../domain/time.ts';
import { hashToken } from './api-tokens.ts';
import { auditEntry } from './audit.ts';
import { type Caller, rightsOfUser, type UserWithProjects, withProjects } from './caller.ts';

/** Without any request for so long, a session ends. */
const idleSeconds = 14 * 24 * 3600;
/** Whoever comes every day signs in again after this. */
const lifetimeSeconds = 90 * 24 * 3600;
/** "Last seen" is told to the minute. */
const lastSeenEveryMs = 60_000;
const userAgentMax = 300;

/** Where somebody signs in from. */
export interface Origin {
  address: string;
  userAgent: string;
}

type SessionWithUser = Session & { user: UserWithProjects };

/** A new session with a new random id; its text is in the answer and nowhere else. */
export async function startSession(
  context: Pick<Context, 'db' | 'clock'>,
  userId: string,
  { address, userAgent }: Origin,
): Promise<{ token: string; id: string }> {
  const token = randomBytes(32).toString('base64url');
  const now = context.clock.now();
  const id = randomUUID();
  await context.db.session.deleteMany({ where: oldSessions(now) });
  await context.db.session.create({
    data: {
      ...{ id, userId, address },
      hash: hashToken(token),
      userAgent: userAgent.slice(0, userAgentMax),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: addSeconds(now, lifetimeSeconds),
    },
  });
  return { token, id };
}

/** Who a session cookie belongs to; undefined when the session is unknown, over or revoked. */
export async function authenticateSession(
  context: Context,
  token: string,
): Promise<Caller | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const found = await context.db.session.findUnique({
    where: { hash: hashToken(token) },
    include: { user: withProjects },
  });
  if (found === null || !isAlive(found, context.clock.now())) return undefined;
  noteUse(context, found);
  return sessionCaller(found, csrfTokenOf(token));
}

/** The same session with the rights of now; undefined when it has ended. */
export async function refreshSession(
  context: Context,
  caller: Caller,
): Promise<Caller | undefined> {
  const found = await context.db.session.findUnique({
    where: { id: caller.id },
    include: { user: withProjects },
  });
  if (found === null || !isAlive(found, context.clock.now())) return undefined;
  return sessionCaller(found, caller.csrfToken ?? '');
}

/**
 * What a browser sends back in a header to prove that one of our pages made the request. It follows
 * from the cookie's value, which no other site can read, so nothing is stored.
 */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('vpspilot x-csrf-token').digest('base64url');
}

/** The sessions of a person that are alive, the newest first. */
export async function listSessions(context: Context, userId: string): Promise<Session[]> {
  const now = context.clock.now();
  return context.db.session.findMany({
    where: { userId, ...aliveAt(now) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
}

/** Whether an account is signed in from an address at this moment. */
export async function knowsAddress(
  { db, clock }: Context,
  email: string,
  address: string,
): Promise<boolean> {
  const where = { user: { email }, address, ...aliveAt(clock.now()) };
  return (await db.session.findFirst({ where, select: { id: true } })) !== null;
}

/** Ends one session of a person, or (`except`) all but one. Done twice it is still ended. */
export async function endSessions(
  context: Context,
  {
    userId,
    actor,
    which,
  }: { userId: string; actor: string; which: { id: string | { not: string } } },
): Promise<number> {
  const { count } = await context.db.$transaction(async (tx) => {
    const ended = await tx.session.updateMany({
      where: { userId, revokedAt: null, ...which },
      data: { revokedAt: context.clock.now() },
    });
    const entry = {
      actor,
      action: 'session.end',
      target: actor,
      detail: `${ended.count} sessions`,
    };
    if (ended.count > 0) await tx.auditEntry.create({ data: auditEntry(entry) });
    return ended;
  });
  context.bus.publish(['access']);
  return count;
}

/** Ends the session of a cookie, if there is one. */
export async function endSession({ db, clock, bus }: Context, token: string): Promise<void> {
  const { count } = await db.session.updateMany({
    where: { hash: hashToken(token), revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  if (count > 0) bus.publish(['access']);
}

/** Sessions that nobody can use any more go when a new one comes. */
function oldSessions(now: Date) {
  const longAgo = addSeconds(now, -idleSeconds);
  return { OR: [{ expiresAt: { lt: longAgo } }, { lastSeenAt: { lt: longAgo } }] };
}

function aliveAt(now: Date) {
  return {
    revokedAt: null,
    expiresAt: { gt: now },
    lastSeenAt: { gt: addSeconds(now, -idleSeconds) },
  };
}

function isAlive({ revokedAt, expiresAt, lastSeenAt, user }: SessionWithUser, now: Date): boolean {
  if (revokedAt !== null || user.disabledAt !== null) return false;
  return expiresAt > now && addSeconds(lastSeenAt, idleSeconds) > now;
}

function sessionCaller({ id, user }: SessionWithUser, csrfToken: string): Caller {
  const rights = rightsOfUser(user);
  const { email: actor, id: userId } = user;
  return { ...rights, kind: 'session', id, actor, userId, csrfToken, endsAt: null };
}

function noteUse({ db, clock, log }: Context, { id, userId, lastSeenAt }: Session): void {
  const now = clock.now();
  if (now.getTime() - lastSeenAt.getTime() < lastSeenEveryMs) return;
  const data = { lastSeenAt: now };
  db.$transaction([
    db.session.updateMany({ where: { id }, data }),
    db.user.updateMany({ where: { id: userId }, data }),
  ]).catch((err: unknown) => log.warn({ err }, 'could not note when a session was seen'));
}
