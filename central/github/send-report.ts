import type { GithubConnection, OutboxMessage } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { GithubPayload } from '../domain/github-report.ts';
import { dashboardUrl } from '../notifications/dashboard-url.ts';
import { DeliveryFailure } from '../outbox/delivery-failure.ts';
import { callGithub, repositoryPath } from './call-github.ts';
import { GithubFailure } from './github-failure.ts';
import { forgetToken, repositoryToken } from './tokens.ts';

type Call = <Data>(method: 'GET' | 'POST', path: string, body?: object) => Promise<Data>;

interface Report {
  context: Context;
  connection: GithubConnection;
  message: OutboxMessage;
  payload: GithubPayload;
  /** To the repository. */
  call: Call;
  /** Page of the dashboard. */
  page: string;
}

/** Tells GitHub the state of a commit. */
export async function sendStatus(
  context: Context,
  message: OutboxMessage,
  signal: AbortSignal,
): Promise<string> {
  const { call, payload, page } = await openReport(context, message, signal);
  await call('POST', `/statuses/${payload.commit}`, {
    state: payload.commitState,
    target_url: page,
    description: payload.description,
    context: `vpspilot/${payload.project}`,
  });
  return `Commit ${payload.commit.slice(0, 7)}: ${payload.commitState}`;
}

/** Tells GitHub the state of a deployment, which it gets to know with its first state. */
export async function sendDeployment(
  context: Context,
  message: OutboxMessage,
  signal: AbortSignal,
): Promise<string> {
  const report = await openReport(context, message, signal);
  const { call, payload, page } = report;
  const githubId = await deploymentAtGithub(report);
  const isLive = payload.deploymentState === 'success' && payload.environmentUrl !== '';
  await call('POST', `/deployments/${githubId}/statuses`, {
    state: payload.deploymentState,
    log_url: page,
    description: payload.description,
    environment: payload.project,
    ...(isLive ? { environment_url: payload.environmentUrl } : {}),
    // Central tells itself which one is live no more; it may be an older one that is live again.
    auto_inactive: false,
  });
  return `Deployment ${githubId}: ${payload.deploymentState}`;
}

async function openReport(
  context: Context,
  message: OutboxMessage,
  signal: AbortSignal,
): Promise<Report> {
  const payload = JSON.parse(message.payload) as GithubPayload;
  const connection = await connectionOf(context, message);
  const { apiUrl } = connection;
  const { repository } = payload;
  const base = repositoryPath(repository);
  const call: Call = async (method, path, body) => {
    const bearer = await repositoryToken(context, connection, repository, signal);
    const request = { apiUrl, method, path: `${base}${path}`, bearer, signal };
    const wish = body === undefined ? request : { ...request, body };
    try {
      return (await callGithub<never>(context, wish)).data;
    } catch (error) {
      const isRevoked = error instanceof GithubFailure && error.status === 401;
      if (isRevoked) forgetToken(context, connection, repository);
      throw error;
    }
  };
  const page = `${dashboardUrl(context)}${payload.path}`;
  return { context, connection, message, payload, call, page };
}

async function connectionOf({ db }: Context, { deploymentId }: OutboxMessage) {
  const deployment = await db.deployment.findUnique({
    where: { id: deploymentId ?? '' },
    include: { project: { include: { githubConnection: true } } },
  });
  const connection = deployment?.project.githubConnection;
  if (connection != null) return connection;
  throw new DeliveryFailure('The project has no GitHub connection any more', { attemptsMax: 1 });
}

/** GitHub's number of the deployment; made when there is none. */
async function deploymentAtGithub(report: Report): Promise<string> {
  const { context, connection, message, payload } = report;
  const deploymentId = message.deploymentId ?? '';
  const { repository } = payload;
  const known = await context.db.githubDeployment.findUnique({ where: { deploymentId } });
  if (known?.connectionId === connection.id && known.repository === repository)
    return known.githubId;
  const githubId = (await madeBefore(report, deploymentId)) ?? (await make(report, deploymentId));
  const row = { connectionId: connection.id, repository, githubId };
  await context.db.githubDeployment.upsert({
    where: { deploymentId },
    create: { deploymentId, ...row },
    update: row,
  });
  return githubId;
}

interface DeploymentEntry {
  id: number;
  payload: unknown;
}

/** Central may have died, or the answer may have been lost, after GitHub had made it. */
async function madeBefore({ call, payload }: Report, deploymentId: string) {
  const query = new URLSearchParams({
    ...{ sha: payload.commit, environment: payload.project, task: 'deploy', per_page: '100' },
  });
  const entries = await call<DeploymentEntry[]>('GET', `/deployments?${query}`);
  return entries.find((entry) => idIn(entry.payload) === deploymentId)?.id.toString();
}

/** GitHub gives a payload back as it came, or as its JSON. */
function idIn(payload: unknown): unknown {
  try {
    const value: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    return (value as { vpspilot?: unknown } | null)?.vpspilot;
  } catch {
    return undefined;
  }
}

async function make({ call, payload }: Report, deploymentId: string): Promise<string> {
  const { id } = await call<DeploymentEntry>('POST', '/deployments', {
    ref: payload.commit,
    task: 'deploy',
    // Exactly this commit, whatever else GitHub waits for: it is being deployed already.
    auto_merge: false,
    required_contexts: [],
    payload: { vpspilot: deploymentId, number: payload.number },
    environment: payload.project,
    description: `vpspilot deployment ${payload.number}`,
    transient_environment: false,
    production_environment: true,
  });
  return id.toString();
}
