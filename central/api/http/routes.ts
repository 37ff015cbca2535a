import { may, type Permission, type Role } from '../../domain/permissions.ts';

/** What a route needs: a permission, or nothing at all. */
export type Access = Permission | 'public';

/**
 * Every address that central answers, with who may use it. A route that is not in here cannot be
 * registered: the server refuses to start.
 */
export const routes = {
  'GET /healthz': 'public',
  'GET /metrics': 'metrics.read',
  'GET /config.schema.json': 'public',
  'GET /install.sh': 'public',
  'GET /agent/*': 'public',
  // Authenticated by its signature.
  'POST /webhooks/github': 'public',

  'GET /api/v1/openapi.json': 'public',
  'GET /api/v1/me': 'self.read',

  'POST /api/v1/projects': 'projects.write',
  'GET /api/v1/projects': 'projects.read',
  'GET /api/v1/projects/:project': 'projects.read',
  'PATCH /api/v1/projects/:project': 'projects.write',
  'DELETE /api/v1/projects/:project': 'projects.write',
  'POST /api/v1/projects/:project/webhook-secret': 'projects.write',

  'GET /api/v1/projects/:project/secrets': 'secrets.read',
  'PATCH /api/v1/projects/:project/secrets': 'secrets.write',

  'POST /api/v1/projects/:project/deployments': 'deployments.write',
  'GET /api/v1/projects/:project/deployments': 'deployments.read',
  'POST /api/v1/projects/:project/rollback': 'deployments.write',
  'GET /api/v1/projects/:project/logs': 'logs.read',
  'GET /api/v1/deployments/:deployment': 'deployments.read',
  'POST /api/v1/deployments/:deployment/cancel': 'deployments.write',
  'GET /api/v1/deployments/:deployment/log': 'deployments.read',
  'GET /api/v1/deployments/:deployment/events': 'deployments.read',
  'GET /api/v1/events': 'deployments.read',

  'GET /api/v1/nodes': 'nodes.read',
  'GET /api/v1/nodes/:node': 'nodes.read',
  'POST /api/v1/nodes/join-tokens': 'nodes.write',
  'POST /api/v1/nodes/:node/revoke': 'nodes.write',
  'DELETE /api/v1/nodes/:node': 'nodes.write',

  'GET /api/v1/deliveries': 'deliveries.read',
  'GET /api/v1/deliveries/:delivery': 'deliveries.read',
  'POST /api/v1/deliveries/:delivery/replay': 'deliveries.replay',

  'GET /api/v1/dependencies': 'dependencies.read',
  'POST /api/v1/dependencies/forget': 'dependencies.write',

  'GET /api/v1/tokens': 'tokens.read',
  'POST /api/v1/tokens': 'tokens.write',
  'DELETE /api/v1/tokens/:token': 'tokens.write',

  'GET /api/v1/audit': 'audit.read',
} as const satisfies Record<string, Access>;

/** What a registered route needs; undefined when it is not in the table. */
export function accessTo(method: string, url: string): Access | undefined {
  const key = `${method} ${url}`;
  return Object.hasOwn(routes, key) ? routes[key as keyof typeof routes] : undefined;
}

/** Whether a role may use a route. */
export function mayUse(role: Role, access: Access): boolean {
  return access === 'public' || may(role, access);
}
