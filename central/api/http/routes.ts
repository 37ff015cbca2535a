import type { Permission } from '../../domain/permissions.ts';

/**
 * What a route needs. `public`: nothing. A permission: in the project that the address names
 * (:project, :deployment, :delivery, :channel), or everywhere when it names none. `some:`: in any
 * project; the answer holds only what the caller may see. `own:`: about what is the caller's.
 */
export type Access = 'public' | Permission | `some:${Permission}` | `own:${Permission}`;

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
  // The dashboard: its files, and its page at every address that is nothing else.
  'GET /assets/*': 'public',
  'GET /*': 'public',
  // Authenticated by its signature.
  'POST /webhooks/github': 'public',

  'GET /api/v1/openapi.json': 'public',
  'GET /api/v1/setup': 'public',
  'POST /api/v1/setup': 'public',
  'POST /api/v1/session': 'public',
  'POST /api/v1/session/code': 'public',
  'DELETE /api/v1/session': 'own:account',
  'GET /api/v1/me': 'own:self.read',
  'PATCH /api/v1/account': 'own:account',
  'POST /api/v1/account/password': 'own:account',
  'POST /api/v1/account/totp': 'own:account',
  'POST /api/v1/account/totp/confirm': 'own:account',
  'POST /api/v1/account/totp/disable': 'own:account',
  'POST /api/v1/account/recovery-codes': 'own:account',
  'GET /api/v1/account/sessions': 'own:account',
  'DELETE /api/v1/account/sessions': 'own:account',
  'DELETE /api/v1/account/sessions/:session': 'own:account',

  'GET /api/v1/members': 'members.read',
  'GET /api/v1/members/:member': 'members.read',
  'PATCH /api/v1/members/:member': 'members.write',
  'DELETE /api/v1/members/:member': 'members.write',
  'POST /api/v1/members/:member/reset-totp': 'members.write',
  'GET /api/v1/invitations': 'members.write',
  'POST /api/v1/invitations': 'members.write',
  'DELETE /api/v1/invitations/:invitation': 'members.write',
  'POST /api/v1/invitations/lookup': 'public',
  'POST /api/v1/invitations/accept': 'public',
  'GET /api/v1/projects/:project/members': 'members.read',
  'PUT /api/v1/projects/:project/members/:member': 'members.write',
  'DELETE /api/v1/projects/:project/members/:member': 'members.write',

  'POST /api/v1/projects': 'projects.create',
  'GET /api/v1/projects': 'some:projects.read',
  'GET /api/v1/projects/:project': 'projects.read',
  'PATCH /api/v1/projects/:project': 'projects.write',
  'DELETE /api/v1/projects/:project': 'projects.write',
  'POST /api/v1/projects/:project/webhook-secret': 'projects.write',
  'GET /api/v1/projects/:project/domains': 'projects.read',
  'POST /api/v1/projects/:project/domains': 'projects.write',
  'DELETE /api/v1/projects/:project/domains/:domain': 'projects.write',

  'GET /api/v1/projects/:project/secrets': 'secrets.read',
  'PATCH /api/v1/projects/:project/secrets': 'secrets.write',
  'POST /api/v1/projects/:project/secrets/preview': 'secrets.write',
  'POST /api/v1/projects/:project/secrets/import': 'secrets.write',
  'POST /api/v1/projects/:project/secrets/:key/reveal': 'secrets.reveal',
  'POST /api/v1/projects/:project/secrets/export': 'secrets.reveal',
  'GET /api/v1/projects/:project/secrets/history': 'secrets.read',
  'GET /api/v1/projects/:project/secrets/diff': 'secrets.read',
  'POST /api/v1/projects/:project/secrets/restore': 'secrets.write',

  'POST /api/v1/projects/:project/deployments': 'deployments.write',
  'GET /api/v1/projects/:project/deployments': 'deployments.read',
  'GET /api/v1/projects/:project/deployments/:number': 'deployments.read',
  'POST /api/v1/projects/:project/rollback': 'deployments.write',
  'POST /api/v1/projects/:project/apply': 'deployments.write',
  'GET /api/v1/projects/:project/logs': 'logs.read',
  'GET /api/v1/projects/:project/logs/download': 'logs.read',
  'GET /api/v1/projects/:project/metrics': 'metrics.read',
  'GET /api/v1/deployments/:deployment': 'deployments.read',
  'POST /api/v1/deployments/:deployment/cancel': 'deployments.write',
  'POST /api/v1/deployments/:deployment/redeploy': 'deployments.write',
  'GET /api/v1/deployments/:deployment/log': 'deployments.read',
  'GET /api/v1/deployments/:deployment/events': 'deployments.read',
  'GET /api/v1/events': 'some:deployments.read',

  'GET /api/v1/nodes': 'nodes.read',
  'GET /api/v1/nodes/:node': 'nodes.read',
  'GET /api/v1/nodes/:node/metrics': 'nodes.read',
  'GET /api/v1/nodes/:node/disk': 'nodes.read',
  'POST /api/v1/nodes/:node/clean': 'nodes.write',
  'POST /api/v1/nodes/join-tokens': 'nodes.write',
  'POST /api/v1/nodes/:node/revoke': 'nodes.write',
  'DELETE /api/v1/nodes/:node': 'nodes.write',

  'GET /api/v1/deliveries': 'some:deliveries.read',
  'GET /api/v1/deliveries/:delivery': 'deliveries.read',
  'POST /api/v1/deliveries/:delivery/replay': 'deliveries.replay',

  'GET /api/v1/notifications': 'some:notifications.read',
  'POST /api/v1/notifications': 'some:notifications.write',
  'GET /api/v1/notifications/:channel': 'notifications.read',
  'PATCH /api/v1/notifications/:channel': 'notifications.write',
  'DELETE /api/v1/notifications/:channel': 'notifications.write',
  'POST /api/v1/notifications/:channel/test': 'notifications.write',
  'GET /api/v1/notifications/:channel/deliveries': 'notifications.read',

  'GET /api/v1/github/connections': 'github.read',
  'POST /api/v1/github/connections': 'github.write',
  'DELETE /api/v1/github/connections/:connection': 'github.write',
  'POST /api/v1/github/connections/:connection/test': 'github.write',
  'POST /api/v1/projects/:project/deploy-key': 'projects.write',
  'DELETE /api/v1/projects/:project/deploy-key': 'projects.write',

  'GET /api/v1/dependencies': 'dependencies.read',
  'POST /api/v1/dependencies/forget': 'dependencies.write',

  'GET /api/v1/tokens': 'own:tokens.read',
  'POST /api/v1/tokens': 'own:tokens.write',
  'DELETE /api/v1/tokens/:token': 'own:tokens.write',

  'GET /api/v1/audit': 'some:audit.read',
  'GET /api/v1/audit/export': 'some:audit.read',

  'GET /api/v1/search': 'own:self.read',
} as const satisfies Record<string, Access>;

/** What a registered route needs; undefined when it is not in the table. */
export function accessTo(method: string, url: string): Access | undefined {
  const key = `${method} ${url}`;
  return Object.hasOwn(routes, key) ? routes[key as keyof typeof routes] : undefined;
}
