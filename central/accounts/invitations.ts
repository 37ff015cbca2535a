import { UserError } from '../../lib/user-error.ts';
import type { Invitation } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { emailFrom } from '../domain/password-rules.ts';
import type { ProjectRole, Role } from '../domain/permissions.ts';
import { auditEntry } from './audit.ts';
import type { Caller } from './caller.ts';
import { assertMayTouch } from './find-member.ts';
import { createLink, openLinks } from './links.ts';
import { projectRows } from './members.ts';

export interface NewInvitation {
  email: string;
  /** Null: only in the projects named. */
  role: Role | null;
  projects?: readonly { project: string; role: ProjectRole }[] | undefined;
  ttlHours: number;
}

/** Links that nobody has used yet, the newest first. */
export function listInvitations({ db, clock }: Context): Promise<Invitation[]> {
  return db.invitation.findMany({
    where: { kind: 'invitation', ...openLinks(clock.now()) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  });
}

/**
 * Invites somebody. A newer invitation takes the place of an older one to the same address.
 *
 * @returns the link's token, which is nowhere else
 * @throws UserError email_invalid, owner_required, invitation_empty, member_exists, project_not_found
 */
export async function invite(
  context: Context,
  caller: Caller,
  wish: NewInvitation,
): Promise<{ token: string; record: Invitation }> {
  const email = emailFrom(wish.email);
  assertMayTouch(caller, wish.role);
  const projects = (await projectRows(context, wish.projects)) ?? [];
  if (wish.role === null && projects.length === 0) {
    throw new UserError('invitation_empty', 'Whoever takes this invitation could see nothing', {
      hint: 'Give a role everywhere, or at least one project with a role',
    });
  }
  return context.db.$transaction(async (tx) => {
    await assertNew(tx, email);
    await tx.invitation.deleteMany({ where: { email, kind: 'invitation', usedAt: null } });
    const detail = `role ${wish.role ?? 'in projects only'}`;
    const entry = { actor: caller.actor, action: 'invitation.create', target: email, detail };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return createLink(tx, context.clock.now(), {
      ...{ kind: 'invitation', email, role: wish.role, projects, createdBy: caller.actor },
      ttlSeconds: wish.ttlHours * 3600,
    });
  });
}

/** @throws UserError invitation_not_found, owner_required */
export async function takeBack(context: Context, caller: Caller, id: string): Promise<void> {
  const { db, clock } = context;
  await db.$transaction(async (tx) => {
    const where = { id, kind: 'invitation', ...openLinks(clock.now()) };
    const found = await tx.invitation.findFirst({ where });
    if (found === null) {
      throw new UserError('invitation_not_found', `There is no invitation ${id.slice(0, 60)}`, {
        hint: 'It was taken, or its time is over',
      });
    }
    assertMayTouch(caller, found.role);
    await tx.invitation.delete({ where: { id } });
    const entry = { actor: caller.actor, action: 'invitation.revoke', target: found.email ?? '' };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  });
}

/** Projects named by an invitation that are still there. */
export async function projectsOf(
  { db }: { db: Context['db'] | Transaction },
  { projects }: Invitation,
): Promise<{ projectId: number; slug: string; role: ProjectRole }[]> {
  const named = JSON.parse(projects) as { projectId: number; role: ProjectRole }[];
  const found = await db.project.findMany({
    where: { id: { in: named.map(({ projectId }) => projectId) }, deletedAt: null },
    select: { id: true, slug: true },
  });
  const slugs = new Map(found.map(({ id, slug }) => [id, slug]));
  return named.flatMap(({ projectId, role }) => {
    const slug = slugs.get(projectId);
    return slug === undefined ? [] : [{ projectId, slug, role }];
  });
}

async function assertNew(tx: Transaction, email: string): Promise<void> {
  if ((await tx.user.findUnique({ where: { email } })) === null) return;
  throw new UserError('member_exists', `${email} is a member already`, {
    hint: 'Change the role at the members',
  });
}
