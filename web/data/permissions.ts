/** The roles, each may all that those before it may. */
export const roles = ['viewer', 'deployer', 'admin', 'owner'] as const;

export type Role = (typeof roles)[number];

/** What a role of one project gives there, with the lowest role that has it. Central decides; this only spares people buttons that would be refused. */
export const projectPermissions = {
  'projects.read': 'viewer',
  'projects.write': 'admin',
  'secrets.read': 'viewer',
  'secrets.write': 'deployer',
  'secrets.reveal': 'admin',
  'deployments.read': 'viewer',
  'deployments.write': 'deployer',
  'logs.read': 'viewer',
  'metrics.read': 'viewer',
  'deliveries.read': 'viewer',
  'deliveries.replay': 'deployer',
  'notifications.read': 'admin',
  'notifications.write': 'admin',
  'members.read': 'viewer',
  'members.write': 'admin',
  'audit.read': 'admin',
  // One's own.
  'tokens.read': 'viewer',
  'tokens.write': 'viewer',
} as const satisfies Record<string, Role>;

/** Whether a role that somebody has in a project gives a permission there. */
export function roleGives(role: string | undefined, permission: string): boolean {
  if (role === undefined || !Object.hasOwn(projectPermissions, permission)) return false;
  const needed = projectPermissions[permission as keyof typeof projectPermissions];
  return roles.indexOf(role as Role) >= roles.indexOf(needed);
}
