import type { Context } from '../context.ts';
import type { Role } from '../domain/permissions.ts';
import type { Caller } from './caller.ts';

export interface KnownUser {
  id: string;
  name: string;
  email: string;
  totp: boolean;
  recoveryCodesLeft: number;
}

/** The person behind a caller; null for a token that belongs to nobody. */
export async function knownUser({ db }: Context, caller: Caller): Promise<KnownUser | null> {
  if (caller.userId === null) return null;
  const user = await db.user.findUnique({
    where: { id: caller.userId },
    include: { _count: { select: { recoveryCodes: true } } },
  });
  if (user === null) return null;
  const { id, name, email, totpSecret, _count } = user;
  return { id, name, email, totp: totpSecret !== null, recoveryCodesLeft: _count.recoveryCodes };
}

/** Roles in projects by the projects' slugs. */
export async function rolesBySlug(
  { db }: Context,
  { projectRoles }: Pick<Caller, 'projectRoles'>,
): Promise<Record<string, Role>> {
  if (projectRoles.size === 0) return {};
  const projects = await db.project.findMany({
    where: { id: { in: [...projectRoles.keys()] }, deletedAt: null },
    select: { id: true, slug: true },
    orderBy: { slug: 'asc' },
  });
  return Object.fromEntries(
    projects.flatMap(({ id, slug }) => {
      const role = projectRoles.get(id);
      return role === undefined ? [] : [[slug, role] as const];
    }),
  );
}
