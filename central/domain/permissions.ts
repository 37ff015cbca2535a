/** Who may do what. Roles contain each other: an admin may all that a deployer may, and so on. */
export const roles = ['viewer', 'deployer', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Every permission, with the lowest role that has it. */
export const permissions = {
  'projects.read': 'viewer',
  'projects.write': 'admin',
  'secrets.read': 'viewer',
  'secrets.write': 'deployer',
  'deployments.read': 'viewer',
  'deployments.write': 'deployer',
  'logs.read': 'viewer',
  'nodes.read': 'viewer',
  'nodes.write': 'admin',
  'dependencies.read': 'viewer',
  // One record is for all projects.
  'dependencies.write': 'admin',
  'deliveries.read': 'viewer',
  'deliveries.replay': 'deployer',
  'tokens.read': 'admin',
  'tokens.write': 'admin',
  'audit.read': 'admin',
  'metrics.read': 'viewer',
  'self.read': 'viewer',
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof permissions;

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return roles.indexOf(role) >= roles.indexOf(permissions[permission]);
}

/** Narrows text from the database or a request to a role. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
