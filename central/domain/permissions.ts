/**
 * Who may do what. Roles contain each other: an owner may all that an admin may, and so on. What only
 * owners may (make and change owners) is a rule of the members, not a permission.
 */
export const roles = ['viewer', 'deployer', 'admin', 'owner'] as const;

export type Role = (typeof roles)[number];

/** Roles within one project: owners own everything. */
export const projectRoles = ['viewer', 'deployer', 'admin'] as const;

export type ProjectRole = (typeof projectRoles)[number];

/** Every permission, with the lowest role that has it. */
export const permissions = {
  'projects.read': 'viewer',
  'projects.write': 'admin',
  'projects.create': 'admin',
  'secrets.read': 'viewer',
  'secrets.write': 'deployer',
  'secrets.reveal': 'admin',
  'deployments.read': 'viewer',
  'deployments.write': 'deployer',
  'logs.read': 'viewer',
  'metrics.read': 'viewer',
  'nodes.read': 'viewer',
  'nodes.write': 'admin',
  'dependencies.read': 'viewer',
  // One record is for all projects.
  'dependencies.write': 'admin',
  'deliveries.read': 'viewer',
  'deliveries.replay': 'deployer',
  'notifications.read': 'admin',
  'notifications.write': 'admin',
  'github.read': 'admin',
  'github.write': 'admin',
  'members.read': 'viewer',
  'members.write': 'admin',
  // One's own; those of others are for admins.
  'tokens.read': 'viewer',
  'tokens.write': 'viewer',
  'audit.read': 'admin',
  'self.read': 'viewer',
  // Password, sessions and second factor: only for the person, signed in as such.
  account: 'viewer',
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof permissions;

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return reaches(role, permissions[permission]);
}

/** Whether a role is at least another. */
export function reaches(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** The lower of two roles; none when one is missing. */
export function lower<A extends Role>(a: A | null | undefined, b: Role | null | undefined) {
  if (a === null || a === undefined || b === null || b === undefined) return null;
  return reaches(a, b) ? b : a;
}

/** The higher of two roles, as far as there are any. */
export function higher(a: Role | null | undefined, b: Role | null | undefined): Role | null {
  if (a === null || a === undefined) return b ?? null;
  if (b === null || b === undefined) return a;
  return reaches(a, b) ? a : b;
}

/** Narrows text from the database or a request to a role. */
export function isRole(text: string | null): text is Role {
  return (roles as readonly (string | null)[]).includes(text);
}

/** Narrows text to the name of a permission. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissions, text);
}
