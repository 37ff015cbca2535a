import { UserError } from '../../lib/user-error.ts';
import type { User } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import type { Caller } from './caller.ts';

export type Member = User & { projects: { role: string; project: { slug: string } }[] };

/** What is shown of a member. */
export const withProjectSlugs = {
  include: {
    projects: {
      where: { project: { deletedAt: null } },
      select: { role: true, project: { select: { slug: true } } },
      orderBy: { project: { slug: 'asc' } },
    },
  },
} as const;

/** By id or e-mail address. @throws UserError member_not_found */
export async function findMember(
  { db }: { db: Context['db'] | Transaction },
  idOrEmail: string,
): Promise<Member> {
  const where = { OR: [{ id: idOrEmail }, { email: idOrEmail.toLowerCase() }] };
  const user = await db.user.findFirst({ where, ...withProjectSlugs });
  if (user !== null) return user;
  throw new UserError('member_not_found', `There is no member ${idOrEmail.slice(0, 60)}`, {
    hint: 'vpspilot members list shows them',
  });
}

/** Owners are made and changed by owners only. @throws UserError owner_required */
export function assertMayTouch(
  caller: Caller,
  ...touched: readonly (string | null | undefined)[]
): void {
  if (caller.role === 'owner' || !touched.includes('owner')) return;
  throw new UserError('owner_required', 'Only an owner may make or change owners', {
    hint: 'Ask an owner',
  });
}

/** Somebody must always be able to let others in. @throws UserError last_owner */
export async function assertAnotherOwner(tx: Transaction, id: string): Promise<void> {
  const where = { id: { not: id }, role: 'owner', disabledAt: null };
  if ((await tx.user.count({ where })) > 0) return;
  throw new UserError('last_owner', 'This is the last owner', {
    hint: 'Make somebody else an owner first',
  });
}
