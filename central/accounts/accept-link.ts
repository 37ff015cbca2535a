import type { Invitation, User } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { assertPassword, emailFrom } from '../domain/password-rules.ts';
import { isRole, type Role } from '../domain/permissions.ts';
import { auditEntry } from './audit.ts';
import { findMember } from './find-member.ts';
import { projectsOf } from './invitations.ts';
import { createLink, findLink, linkOver, useLink } from './links.ts';
import { createUser } from './new-user.ts';
import { forgetTotp } from './second-factor.ts';

const resetSeconds = 3600;
const kinds = ['invitation', 'reset'] as const;

export interface LinkWords {
  kind: 'invitation' | 'reset';
  email: string;
  name: string;
  role: Role | null;
  invitedBy: string;
}

/** What a link is for, for whoever has opened it. @throws UserError link_over */
export async function describeLink(context: Context, token: string): Promise<LinkWords> {
  const link = await findLink(context, token, kinds);
  const { createdBy: invitedBy, role } = link;
  if (link.kind === 'invitation') {
    const words = { email: link.email ?? '', name: '', role: isRole(role) ? role : null };
    return { kind: 'invitation', ...words, invitedBy };
  }
  const { email, name, role: present } = await findMember(context, link.userId ?? '');
  return { kind: 'reset', email, name, role: isRole(present) ? present : null, invitedBy };
}

/**
 * Takes a link: makes a member, or gives a member a new password.
 *
 * @throws UserError link_over, password_weak, member_exists
 */
export async function acceptLink(
  context: Context,
  wish: { token: string; name: string; password: string },
): Promise<User> {
  const link = await findLink(context, wish.token, kinds);
  const email = link.email ?? (await findMember(context, link.userId ?? '')).email;
  assertPassword(wish.password, { email, name: wish.name });
  const passwordHash = await context.passwords.hash(wish.password);
  const known = { email, name: wish.name, passwordHash };
  const user = await context.db.$transaction(async (tx) => {
    await useLink(tx, link, context.clock.now());
    if (link.kind === 'reset') return startAnew(context, tx, known);
    const projects = await projectsOf({ db: tx }, link);
    return createUser(tx, { ...known, role: roleOf(link), projects, actor: email });
  });
  context.bus.publish(['access']);
  return user;
}

/**
 * A link for a member who has lost password or app; only who can run programs beside central's database
 * makes one.
 *
 * @throws UserError member_not_found
 */
export function createResetLink(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  email: string,
): Promise<string> {
  return db.$transaction(async (tx) => {
    const { id: userId, email: found } = await findMember({ db: tx }, emailFrom(email));
    await tx.invitation.deleteMany({ where: { userId, kind: 'reset' } });
    const entry = { actor: 'central', action: 'account.reset_link', target: found };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    const wish = { kind: 'reset', createdBy: 'central', userId, ttlSeconds: resetSeconds } as const;
    return (await createLink(tx, clock.now(), wish)).token;
  });
}

async function startAnew(
  { clock }: Context,
  tx: Transaction,
  { email, name, passwordHash }: Pick<User, 'email' | 'name' | 'passwordHash'>,
): Promise<User> {
  const { id, disabledAt } = await findMember({ db: tx }, email);
  if (disabledAt !== null) throw linkOver();
  await forgetTotp(tx, { id, email }, email, 'account.reset');
  await tx.session.updateMany({
    where: { userId: id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  return tx.user.update({ where: { id }, data: { name, passwordHash } });
}

function roleOf({ role }: Invitation): Role | null {
  return isRole(role) ? role : null;
}
