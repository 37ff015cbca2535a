import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { higher, isRole, type ProjectRole, type Role, reaches } from '../domain/permissions.ts';
import { roleIn } from '../domain/rights.ts';
import { auditEntry } from './audit.ts';
import type { Caller } from './caller.ts';
import { findMember } from './find-member.ts';

export interface ProjectMemberRow {
  member: { id: string; name: string; email: string };
  role: Role;
  from: 'project' | 'everywhere';
}

/** Everybody who may see a project, with the role that counts. */
export async function listProjectMembers(
  { db }: Context,
  projectId: number,
): Promise<ProjectMemberRow[]> {
  const users = await db.user.findMany({
    where: {
      disabledAt: null,
      OR: [{ role: { not: null } }, { projects: { some: { projectId } } }],
    },
    include: { projects: { where: { projectId } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return users.flatMap(({ id, name, email, role: everywhere, projects }) => {
    const here = projects[0]?.role ?? null;
    const own = isRole(here) ? here : null;
    const role = higher(isRole(everywhere) ? everywhere : null, own);
    if (role === null) return [];
    const from = own !== null && role === own && everywhere !== role ? 'project' : 'everywhere';
    return [{ member: { id, name, email }, role, from } as const];
  });
}

/** @throws UserError member_not_found, forbidden */
export async function setProjectRole(
  context: Context,
  caller: Caller,
  project: Project,
  wish: { member: string; role: ProjectRole },
): Promise<void> {
  const own = roleIn(caller, project.id);
  if (own === null || !reaches(own, wish.role)) {
    throw new UserError('forbidden', `A ${own ?? 'stranger'} may not give the role ${wish.role}`, {
      hint: 'Nobody gives away more than he has',
    });
  }
  const { id: userId, email } = await findMember(context, wish.member);
  const { id: projectId, slug } = project;
  const { role } = wish;
  const entry = { actor: caller.actor, action: 'project.member_set', target: email, projectId };
  await context.db.$transaction([
    context.db.projectMember.upsert({
      where: { projectId_userId: { projectId, userId } },
      create: { projectId, userId, role },
      update: { role },
    }),
    context.db.auditEntry.create({ data: auditEntry({ ...entry, detail: `${role} in ${slug}` }) }),
  ]);
  context.bus.publish(['access']);
}

/** Done twice it is still done. @throws UserError member_not_found */
export async function removeProjectRole(
  context: Context,
  caller: Caller,
  project: Project,
  member: string,
): Promise<void> {
  const { id: userId, email } = await findMember(context, member);
  const projectId = project.id;
  const entry = { actor: caller.actor, action: 'project.member_remove', target: email, projectId };
  await context.db.$transaction(async (tx) => {
    const { count } = await tx.projectMember.deleteMany({ where: { projectId, userId } });
    if (count > 0) await tx.auditEntry.create({ data: auditEntry(entry) });
  });
  context.bus.publish(['access']);
}
