import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Caller } from './authentication.ts';
import {
  type AppAnswer,
  accessTokenBody,
  type DeploymentAnswer,
  type DeploymentStatusAnswer,
  deploymentBody,
  deploymentStatusBody,
  type ErrorAnswer,
  type InstallationAnswer,
  type InstallationTokenAnswer,
  type StatusAnswer,
  statusBody,
  type UserAnswer,
} from './contract.ts';
import type { FakeGithub } from './fake-github.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

interface Request {
  method: string;
  url: URL;
  body: unknown;
  caller: Caller;
}

type Handler = (github: FakeGithub, request: Request, parts: string[]) => Answer;

const repository = '/repos/([^/]+/[^/]+)';
const routes: readonly [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/app$/, showApp],
  ['GET', /^\/user$/, showUser],
  ['GET', new RegExp(`^${repository}/installation$`), showInstallation],
  ['POST', /^\/app\/installations\/(\d+)\/access_tokens$/, makeToken],
  ['POST', new RegExp(`^${repository}/statuses/([0-9a-f]{40})$`), makeStatus],
  ['GET', new RegExp(`^${repository}/deployments$`), listDeployments],
  ['POST', new RegExp(`^${repository}/deployments$`), makeDeployment],
  ['POST', new RegExp(`^${repository}/deployments/(\\d+)/statuses$`), makeDeploymentStatus],
];

export function answerRequest(github: FakeGithub, request: Request): Answer {
  for (const [method, path, handler] of routes) {
    const found = path.exec(decodeURIComponent(request.url.pathname));
    if (found !== null && method === request.method)
      return handler(github, request, found.slice(1));
  }
  return refuse(404, 'Not Found');
}

export function refuse(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  const body: ErrorAnswer = {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, headers, body };
}

function ok(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers, body };
}

function showApp(github: FakeGithub, { caller }: Request): Answer {
  if (caller.kind !== 'app') return refuse(401, 'A JSON web token could not be decoded');
  const app: AppAnswer = {
    ...{ id: Number(github.appId), slug: 'acme-vpspilot', name: 'Acme vpspilot' },
    ...{ permissions: github.appPermissions, events: ['push'] },
  };
  return ok(app);
}

function showUser(_github: FakeGithub, { caller }: Request): Answer {
  if (caller.kind !== 'token') return refuse(403, 'Resource not accessible by integration');
  const user: UserAnswer = { login: caller.token.login, id: 1, type: 'User' };
  const { scopes } = caller.token;
  return ok(user, 200, scopes === undefined ? {} : { 'x-oauth-scopes': scopes });
}

function showInstallation(github: FakeGithub, { caller }: Request, [name = '']: string[]): Answer {
  if (caller.kind !== 'app') return refuse(401, 'A JSON web token could not be decoded');
  const installation = github.installations.get(name.toLowerCase());
  if (installation === undefined) return refuse(404, 'Not Found');
  return ok(installation satisfies InstallationAnswer);
}

function makeToken(github: FakeGithub, { caller, body }: Request, [id]: string[]): Answer {
  if (caller.kind !== 'app') return refuse(401, 'A JSON web token could not be decoded');
  const own = [...github.installations].filter(([, one]) => one.id === Number(id));
  const [, installation] = own[0] ?? [];
  if (installation === undefined) return refuse(404, 'Not Found');
  const wish = accessTokenBody.safeParse(body ?? {});
  if (!wish.success) return invalid(wish.error);
  const { repositories = [], permissions = installation.permissions } = wish.data;
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const expiresAt = github.now() + 3_600_000;
  const names = own.map(([name]) => name);
  const limited =
    repositories.length === 0
      ? names
      : names.filter((name) => repositories.includes(name.split('/')[1] ?? ''));
  const kept = permissions as Record<string, string>;
  github.installationTokens.set(token, { permissions: kept, repositories: limited, expiresAt });
  const answer: InstallationTokenAnswer = {
    ...{ token, repository_selection: 'selected' },
    permissions: kept as InstallationTokenAnswer['permissions'] & object,
    expires_at: new Date(expiresAt).toISOString(),
  };
  return ok(answer, 201);
}

function makeStatus(github: FakeGithub, request: Request, [name = '', sha = '']: string[]): Answer {
  const refusal = refusalOf(request.caller, name, 'statuses');
  if (refusal !== undefined) return refusal;
  const body = statusBody.safeParse(request.body);
  if (!body.success) return invalid(body.error);
  const id = github.statuses.push({ sha, ...body.data });
  const { state, description = null, target_url = null, context = 'default' } = body.data;
  const answer: StatusAnswer = {
    ...{ id, node_id: `S_${id}`, url: '', state, description, target_url, context },
  };
  return ok(answer, 201);
}

function makeDeployment(github: FakeGithub, request: Request, [name = '']: string[]): Answer {
  const refusal = refusalOf(request.caller, name, 'deployments');
  if (refusal !== undefined) return refusal;
  const body = deploymentBody.safeParse(request.body);
  if (!body.success) return invalid(body.error);
  const { ref, auto_merge = true, required_contexts } = body.data;
  if (auto_merge) return ok({ message: 'Auto-merged' }, 202);
  if (required_contexts === undefined) {
    return refuse(409, 'Conflict: Commit status checks failed for master.');
  }
  // Above 32 bits, as today's real ones are.
  const id = 3_000_000_000 + github.deployments.length;
  github.deployments.push({ id, sha: ref, ...body.data });
  return ok(deploymentAnswer(github, id), 201);
}

function listDeployments(github: FakeGithub, request: Request, [name = '']: string[]): Answer {
  const refusal = refusalOf(request.caller, name, 'deployments');
  if (refusal !== undefined) return refusal;
  const { searchParams } = request.url;
  const found = github.deployments.filter(
    (one) =>
      one.sha === searchParams.get('sha') && one['environment'] === searchParams.get('environment'),
  );
  return ok(found.toReversed().map(({ id }) => deploymentAnswer(github, id)));
}

function deploymentAnswer(github: FakeGithub, id: number): DeploymentAnswer {
  const { sha = '', ...body } = github.deployments.find((one) => one.id === id) ?? {};
  const {
    payload = {},
    environment = 'production',
    description = null,
  } = body as z.infer<typeof deploymentBody>;
  return {
    ...{ id, node_id: `D_${id}`, url: '', sha, ref: sha, task: 'deploy' },
    ...{ payload, environment, description },
  };
}

function makeDeploymentStatus(
  github: FakeGithub,
  request: Request,
  [name = '', number = '']: string[],
): Answer {
  const refusal = refusalOf(request.caller, name, 'deployments');
  if (refusal !== undefined) return refusal;
  const deployment = Number(number);
  if (!github.deployments.some(({ id }) => id === deployment)) return refuse(404, 'Not Found');
  const body = deploymentStatusBody.safeParse(request.body);
  if (!body.success) return invalid(body.error);
  const id = github.deploymentStatuses.push({ deployment, ...body.data });
  const { state, description = '', environment = '', log_url = '' } = body.data;
  const answer: DeploymentStatusAnswer = {
    ...{ id, node_id: `DS_${id}`, url: '', state, description, environment, log_url },
  };
  return ok(answer, 201);
}

/** What is not there for a caller is 404; what he sees but may not do is 403, with what it needs. */
function refusalOf(caller: Caller, name: string, permission: string): Answer | undefined {
  if (caller.kind === 'app') return refuse(401, 'Bad credentials');
  const { repositories } = caller.kind === 'token' ? caller.token : caller;
  if (!repositories.includes(name.toLowerCase())) return refuse(404, 'Not Found');
  if (caller.kind === 'token' || caller.permissions[permission] === 'write') return undefined;
  return refuse(403, 'Resource not accessible by integration', {
    'x-accepted-github-permissions': `${permission}=write`,
  });
}

function invalid(error: z.ZodError): Answer {
  const errors = error.issues.map(({ path, message }) => ({
    ...{ resource: 'Body', field: path.join('.'), code: 'invalid', message },
  }));
  return { status: 422, headers: {}, body: { message: 'Validation Failed', errors } };
}
