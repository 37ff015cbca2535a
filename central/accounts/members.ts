import type { Context, Transaction } from '../context.ts';
import { isRole, type ProjectRole, type Role, reaches } from '../domain/permissions.ts';
import { findProject } from '../projects/find-project.ts';
import { auditEntry } from './audit.ts';
import type { Caller } from './caller.ts';
import {
  assertAnotherOwner,
  assertMayTouch,
  findMember,
  type Member,
  withProjectSlugs,
} from './find-member.ts';
import { forgetTotp } from './second-factor.ts';

export interface MemberChange {
  role?: Role | null | undefined;
  disabled?: boolean | undefined;
  /** All of them. */
  projects?: readonly { project: string; role: ProjectRole }[] | undefined;
}

/** Everybody who may sign in, by name. */
export function listMembers({ db }: Context): Promise<Member[]> {
  return db.user.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], ...withProjectSlugs });
}

/**
 * Changes what a member may. It counts at once, for what is open too.
 *
 * @throws UserError member_not_found, owner_required, last_owner, project_not_found
 */
export async function changeMember(
  context: Context,
  caller: Caller,
  id: string,
  change: MemberChange,
): Promise<Member> {
  const rows = await projectRows(context, change.projects);
  const { id: found } = await findMember(context, id);
  const changed = await context.db.$transaction(async (tx) => {
    const before = await findMember({ db: tx }, found);
    assertMayTouch(caller, before.role, change.role);
    if (losesOwner(before, change)) await assertAnotherOwner(tx, found);
    await apply(context, tx, before, change, rows);
    const entry = { actor: caller.actor, action: 'member.change', target: before.email };
    await tx.auditEntry.create({ data: auditEntry({ ...entry, detail: wordsFor(change) }) });
    return findMember({ db: tx }, found);
  });
  context.bus.publish(['access']);
  return changed;
}

/**
 * Removes a member for good; his sessions and tokens end. What he did stays in the histories.
 *
 * @throws UserError member_not_found, owner_required, last_owner
 */
export async function removeMember(context: Context, caller: Caller, id: string): Promise<void> {
  const { clock, db, bus } = context;
  await db.$transaction(async (tx) => {
    const member = await findMember({ db: tx }, id);
    assertMayTouch(caller, member.role);
    if (member.role === 'owner') await assertAnotherOwner(tx, member.id);
    await tx.apiToken.updateMany({
      where: { userId: member.id, revokedAt: null },
      data: { revokedAt: clock.now() },
    });
    await takeInvitationsBack(tx, member);
    await tx.user.delete({ where: { id: member.id } });
    const entry = { actor: caller.actor, action: 'member.remove', target: member.email };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  });
  bus.publish(['access']);
}

/**
 * Takes the authenticator app of a member away who has lost it. His sessions end: whoever has found
 * the phone may be in one.
 *
 * @throws UserError member_not_found, owner_required
 */
export async function resetTotp(context: Context, caller: Caller, id: string): Promise<void> {
  const { db, bus, clock } = context;
  await db.$transaction(async (tx) => {
    const member = await findMember({ db: tx }, id);
    assertMayTouch(caller, member.role);
    await forgetTotp(tx, member, caller.actor, 'member.reset_totp');
    await endAllSessions(tx, member.id, clock.now());
  });
  bus.publish(['access']);
}

async function apply(
  { clock }: Context,
  tx: Transaction,
  before: Member,
  { role, disabled }: MemberChange,
  rows: readonly { projectId: number; role: string }[] | undefined,
): Promise<void> {
  const { id } = before;
  const now = clock.now();
  await tx.user.update({
    where: { id },
    data: {
      ...(role === undefined ? {} : { role }),
      ...(disabled === undefined
        ? {}
        : { disabledAt: disabled ? (before.disabledAt ?? now) : null }),
    },
  });
  if (disabled === true) await endAllSessions(tx, id, now);
  if (disabled === true || isLower(before.role, role)) await takeInvitationsBack(tx, before);
  if (rows === undefined) return;
  await tx.projectMember.deleteMany({ where: { userId: id } });
  await tx.projectMember.createMany({ data: rows.map((row) => ({ ...row, userId: id })) });
}

/** Ids for slugs; of two roles in one project the last counts. */
export async function projectRows(
  context: Context,
  projects: MemberChange['projects'],
): Promise<{ projectId: number; role: ProjectRole }[] | undefined> {
  if (projects === undefined) return undefined;
  const roles = new Map<number, ProjectRole>();
  for (const { project, role } of projects)
    roles.set((await findProject(context, project)).id, role);
  return [...roles].map(([projectId, role]) => ({ projectId, role }));
}

function losesOwner({ role, disabledAt }: Member, change: MemberChange): boolean {
  if (role !== 'owner' || disabledAt !== null) return false;
  return change.disabled === true || (change.role !== undefined && change.role !== 'owner');
}

function isLower(before: string | null, after: Role | null | undefined): boolean {
  if (after === undefined || !isRole(before)) return false;
  return after === null || !reaches(after, before);
}

/** What he has promised to others, himself or by a token of his, he can keep no more. */
async function takeInvitationsBack(tx: Transaction, { id, email }: Member): Promise<void> {
  const tokens = await tx.apiToken.findMany({ where: { userId: id }, select: { name: true } });
  const createdBy = { in: [email, ...tokens.map(({ name }) => `token:${name}`)] };
  await tx.invitation.deleteMany({ where: { createdBy, usedAt: null } });
}

async function endAllSessions(tx: Transaction, userId: string, now: Date): Promise<void> {
  await tx.session.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
}

function wordsFor({ role, disabled, projects }: MemberChange): string {
  const words = [
    role === undefined ? '' : `role ${role ?? 'in projects only'}`,
    disabled === undefined ? '' : disabled ? 'disabled' : 'enabled',
    projects === undefined
      ? ''
      : `projects ${projects.map((one) => `${one.project}: ${one.role}`).join(', ') || 'none'}`,
  ];
  return words.filter((word) => word !== '').join('; ');
}
