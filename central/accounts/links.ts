import { randomBytes, randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { Invitation } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { addSeconds } from '../domain/time.ts';
import { hashToken } from './api-tokens.ts';

/** What a link is for: to make the first owner, to become a member, to set a new password. */
export type LinkKind = 'setup' | 'invitation' | 'reset';

export interface NewLink {
  kind: LinkKind;
  createdBy: string;
  ttlSeconds: number;
  email?: string;
  role?: string | null;
  projects?: readonly { projectId: number; role: string }[];
  userId?: string;
}

/** Makes a link that works once; its token is in the answer and nowhere else. */
export async function createLink(
  tx: Transaction,
  now: Date,
  { projects = [], ttlSeconds, email, role, userId, ...rest }: NewLink,
): Promise<{ token: string; record: Invitation }> {
  const token = randomBytes(32).toString('base64url');
  const record = await tx.invitation.create({
    data: {
      ...rest,
      id: randomUUID(),
      hash: hashToken(token),
      email: email ?? null,
      role: role ?? null,
      userId: userId ?? null,
      projects: JSON.stringify(projects),
      createdAt: now,
      expiresAt: addSeconds(now, ttlSeconds),
    },
  });
  return { token, record };
}

/** Links that can still be used. */
export function openLinks(now: Date) {
  return { usedAt: null, expiresAt: { gt: now } };
}

/** @throws UserError link_over: unknown, used and expired look the same */
export async function findLink(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  token: string,
  kinds: readonly LinkKind[],
): Promise<Invitation> {
  const found = await db.invitation.findFirst({
    where: { hash: hashToken(token), kind: { in: [...kinds] }, ...openLinks(clock.now()) },
  });
  if (found === null) throw linkOver();
  return found;
}

/** Takes a link for good; of two who come at once, one gets it. @throws UserError link_over */
export async function useLink(tx: Transaction, { id }: Invitation, now: Date): Promise<void> {
  const { count } = await tx.invitation.updateMany({
    where: { id, ...openLinks(now) },
    data: { usedAt: now },
  });
  if (count !== 1) throw linkOver();
}

/** Unknown, used, expired, taken back: nobody needs to know which. */
export function linkOver(): UserError {
  return new UserError('link_over', 'This link has been used, or its time is over', {
    hint: 'Ask whoever sent it for a new one',
  });
}
