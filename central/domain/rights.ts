import { higher, may, type Permission, permissions, type Role } from './permissions.ts';

/** What somebody may: his role everywhere, his roles in projects, and what a token leaves of them. */
export interface Rights {
  /** In every project and for what belongs to none; null: only where a project role says so. */
  readonly role: Role | null;
  /** By the project's id. */
  readonly projectRoles: ReadonlyMap<number, Role>;
  /** Of a token; empty: all that its role may. */
  readonly scopes: readonly Permission[];
}

/** The role in a project, or in what belongs to none. */
export function roleIn({ role, projectRoles }: Rights, projectId: number | null): Role | null {
  return projectId === null ? role : higher(role, projectRoles.get(projectId));
}

/** Whether a permission is there: in a project, or (null) in what belongs to none. */
export function mayIn(rights: Rights, permission: Permission, projectId: number | null): boolean {
  const role = roleIn(rights, projectId);
  return role !== null && may(role, permission) && isInScope(rights, permission);
}

/**
 * Whether a permission is there in any project. What viewers may is open to everybody, who then
 * sees an empty list instead of a refusal.
 */
export function maySomewhere(rights: Rights, permission: Permission): boolean {
  if (!isInScope(rights, permission)) return false;
  if (permissions[permission] === 'viewer' || mayIn(rights, permission, null)) return true;
  return [...rights.projectRoles.keys()].some((id) => mayIn(rights, permission, id));
}

/** The projects in which a permission is there; lists and streams show no other. */
export function visibleProjects(
  rights: Rights,
  permission: Permission = 'projects.read',
): 'all' | number[] {
  if (mayIn(rights, permission, null)) return 'all';
  return [...rights.projectRoles.keys()].filter((id) => mayIn(rights, permission, id));
}

/** A condition for the column that names the project; with all projects visible there is none. */
export function projectFilter(visible: 'all' | readonly number[]) {
  return visible === 'all' ? {} : { projectId: { in: [...visible] } };
}

/** Every permission that is there outside of projects. */
export function permissionsOf(rights: Rights): Permission[] {
  const names = Object.keys(permissions) as Permission[];
  return names.filter((name) => mayIn(rights, name, null));
}

function isInScope({ scopes }: Rights, permission: Permission): boolean {
  return scopes.length === 0 || permission === 'self.read' || scopes.includes(permission);
}
