/** Names that the rule below would make awkward. */
const special: Readonly<Record<string, string>> = {
  'GET /healthz': 'checkHealth',
  'GET /metrics': 'getMetrics',
  'GET /config.schema.json': 'getConfigSchema',
  'POST /webhooks/github': 'receiveGithubWebhook',
  'GET /api/v1/openapi.json': 'getOpenapiDocument',
  'GET /api/v1/setup': 'getSetup',
  'POST /api/v1/setup': 'setUp',
  'POST /api/v1/session': 'signIn',
  'POST /api/v1/session/code': 'signInWithCode',
  'DELETE /api/v1/session': 'signOut',
  'GET /api/v1/events': 'followEvents',
  'GET /api/v1/deployments/:deployment/events': 'followDeployment',
  'GET /api/v1/projects/:project/logs': 'followProjectLogs',
  'GET /api/v1/projects/:project/logs/download': 'downloadProjectLogs',
  'GET /api/v1/search': 'search',
  'GET /api/v1/audit': 'listAuditEntries',
  'GET /api/v1/audit/export': 'exportAuditEntries',
  'POST /api/v1/nodes/join-tokens': 'createJoinToken',
  'POST /api/v1/account/password': 'changePassword',
  'POST /api/v1/account/totp': 'enrollTotp',
  'POST /api/v1/account/totp/confirm': 'confirmTotp',
  'POST /api/v1/account/totp/disable': 'disableTotp',
  'POST /api/v1/account/recovery-codes': 'replaceRecoveryCodes',
  'POST /api/v1/projects/:project/deployments': 'deployProject',
  'POST /api/v1/projects/:project/rollback': 'rollBackProject',
  'PATCH /api/v1/projects/:project/secrets': 'changeProjectSecrets',
  'POST /api/v1/projects/:project/webhook-secret': 'replaceProjectWebhookSecret',
  'POST /api/v1/members/:member/reset-totp': 'resetMemberTotp',
};

/** Names of things that end in "s" or do not, whatever they are. */
const oneOfAKind = new Set(['metrics', 'disk', 'me', 'account', 'search', 'events', 'access']);

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  PUT: 'set',
  PATCH: 'change',
  DELETE: 'delete',
};

/**
 * Name of a route in the OpenAPI document, stable as its address is: `GET /projects` is
 * listProjects, `POST /deployments/:deployment/cancel` is cancelDeployment.
 */
export function operationId(method: string, url: string): string {
  const own = special[`${method} ${url}`];
  if (own !== undefined) return own;
  const path = url
    .replace(/^\/api\/v1/, '')
    .split('/')
    .filter(Boolean);
  // "projects" of /projects/:project/secrets is one of them.
  const words = path.flatMap((part, index) => {
    if (part.startsWith(':')) return [];
    return [path[index + 1]?.startsWith(':') === true ? singular(part) : part];
  });
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const isCollection = !(path.at(-1) ?? '').startsWith(':') && isPlural(last);
  // The last word is what is done to what stands before it.
  if (method === 'POST' && !isCollection) return camel([last, ...before]);
  if (method === 'POST') return camel(['create', ...before, singular(last)]);
  const verb = isCollection && method === 'GET' ? 'list' : (verbs[method] ?? '');
  return camel([verb, ...before, last]);
}

function isPlural(word: string): boolean {
  return word.endsWith('s') && !oneOfAKind.has(word);
}

function singular(word: string): string {
  if (!isPlural(word)) return word;
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

function camel(words: readonly string[]): string {
  const [first = '', ...rest] = words.flatMap((word) => word.split(/[^a-zA-Z0-9]+/));
  return first + rest.map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`).join('');
}
