/**
 * Who may use which address, once more and independent of the table of routes: a slip there must not go
 * through. `public`; `person` (a session); `anybody` (signed in); else the least role, where it counts
 * (`in`: the project that the address names, `everywhere`, `some`: any project) and the permission.
 */
const text = `
GET /healthz: public
GET /metrics: viewer everywhere metrics.read
GET /config.schema.json: public
GET /install.sh: public
GET /agent/*: public
GET /assets/*: public
GET /*: public
POST /webhooks/github: public
GET /openapi.json: public
GET /setup: public
POST /setup: public
POST /session: public
POST /session/code: public
DELETE /session: person
GET /me: anybody
PATCH /account: person
POST /account/password: person
POST /account/totp: person
POST /account/totp/confirm: person
POST /account/totp/disable: person
POST /account/recovery-codes: person
GET /account/sessions: person
DELETE /account/sessions: person
DELETE /account/sessions/:session: person
GET /members: viewer everywhere members.read
GET /members/:member: viewer everywhere members.read
PATCH /members/:member: admin everywhere members.write
DELETE /members/:member: admin everywhere members.write
POST /members/:member/reset-totp: admin everywhere members.write
GET /invitations: admin everywhere members.write
POST /invitations: admin everywhere members.write
DELETE /invitations/:invitation: admin everywhere members.write
POST /invitations/lookup: public
POST /invitations/accept: public
GET /projects/:project/members: viewer in members.read
PUT /projects/:project/members/:member: admin in members.write
DELETE /projects/:project/members/:member: admin in members.write
POST /projects: admin everywhere projects.create
GET /projects: viewer some projects.read
GET /projects/:project: viewer in projects.read
PATCH /projects/:project: admin in projects.write
DELETE /projects/:project: admin in projects.write
POST /projects/:project/webhook-secret: admin in projects.write
GET /projects/:project/domains: viewer in projects.read
POST /projects/:project/domains: admin in projects.write
DELETE /projects/:project/domains/:domain: admin in projects.write
GET /projects/:project/secrets: viewer in secrets.read
PATCH /projects/:project/secrets: deployer in secrets.write
POST /projects/:project/secrets/preview: deployer in secrets.write
POST /projects/:project/secrets/import: deployer in secrets.write
POST /projects/:project/secrets/:key/reveal: admin in secrets.reveal
POST /projects/:project/secrets/export: admin in secrets.reveal
GET /projects/:project/secrets/history: viewer in secrets.read
GET /projects/:project/secrets/diff: viewer in secrets.read
POST /projects/:project/secrets/restore: deployer in secrets.write
POST /projects/:project/deployments: deployer in deployments.write
GET /projects/:project/deployments: viewer in deployments.read
GET /projects/:project/deployments/:number: viewer in deployments.read
POST /projects/:project/rollback: deployer in deployments.write
POST /projects/:project/apply: deployer in deployments.write
GET /projects/:project/logs: viewer in logs.read
GET /projects/:project/logs/download: viewer in logs.read
GET /projects/:project/metrics: viewer in metrics.read
GET /deployments/:deployment: viewer in deployments.read
POST /deployments/:deployment/cancel: deployer in deployments.write
POST /deployments/:deployment/redeploy: deployer in deployments.write
GET /deployments/:deployment/log: viewer in deployments.read
GET /deployments/:deployment/events: viewer in deployments.read
GET /events: viewer some deployments.read
GET /nodes: viewer everywhere nodes.read
GET /nodes/:node: viewer everywhere nodes.read
GET /nodes/:node/metrics: viewer everywhere nodes.read
GET /nodes/:node/disk: viewer everywhere nodes.read
POST /nodes/:node/clean: admin everywhere nodes.write
POST /nodes/join-tokens: admin everywhere nodes.write
POST /nodes/:node/revoke: admin everywhere nodes.write
DELETE /nodes/:node: admin everywhere nodes.write
GET /deliveries: viewer some deliveries.read
GET /deliveries/:delivery: viewer in deliveries.read
POST /deliveries/:delivery/replay: deployer in deliveries.replay
GET /notifications: admin some notifications.read
POST /notifications: admin some notifications.write
GET /notifications/:channel: admin in notifications.read
PATCH /notifications/:channel: admin in notifications.write
DELETE /notifications/:channel: admin in notifications.write
POST /notifications/:channel/test: admin in notifications.write
GET /notifications/:channel/deliveries: admin in notifications.read
GET /github/connections: admin everywhere github.read
POST /github/connections: admin everywhere github.write
DELETE /github/connections/:connection: admin everywhere github.write
POST /github/connections/:connection/test: admin everywhere github.write
POST /projects/:project/deploy-key: admin in projects.write
DELETE /projects/:project/deploy-key: admin in projects.write
GET /dependencies: viewer everywhere dependencies.read
POST /dependencies/forget: admin everywhere dependencies.write
GET /tokens: viewer some tokens.read
POST /tokens: viewer some tokens.write
DELETE /tokens/:token: viewer some tokens.write
GET /audit: admin some audit.read
GET /audit/export: admin some audit.read
GET /search: anybody
`;

export type Level = 'viewer' | 'deployer' | 'admin';

export type Expectation =
  | { kind: 'public' }
  | { kind: 'person' }
  | { kind: 'anybody' }
  | { kind: 'role'; least: Level; where: 'in' | 'everywhere' | 'some'; permission: string };

/** By method and address, as the table of routes spells them. */
export const routeExpectations: ReadonlyMap<string, Expectation> = new Map(
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [, method = '', path = '', words = ''] = /^(\w+) (\S+): (.*)$/.exec(line) ?? [];
      return [`${method} ${isOutside(path) ? '' : '/api/v1'}${path}`, expectationOf(words)];
    }),
);

function expectationOf(words: string): Expectation {
  if (words === 'public' || words === 'person' || words === 'anybody') return { kind: words };
  const [least, where, permission = ''] = words.split(' ');
  return { kind: 'role', least: least as Level, where: where as 'in', permission };
}

/** What stands outside of /api/v1. */
function isOutside(path: string): boolean {
  const outside = [
    '/healthz',
    '/metrics',
    '/config.schema.json',
    '/install.sh',
    '/webhooks/github',
  ];
  return path.endsWith('*') || outside.includes(path);
}
