import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnection } from '../../../central/github/connections.ts';
import { CommandOutcome } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { finishedEvent, goLive } from '../../support/agent-events.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { FakeGithub } from '../../support/fake-github/fake-github.ts';
import { OutboxCentral } from '../../support/outbox-central.ts';

const sha = 'c'.repeat(40);
let github: FakeGithub;
let outbox: OutboxCentral;

beforeEach(async () => {
  github = await FakeGithub.start();
  outbox = await OutboxCentral.start();
  github.now = () => outbox.central.clock.now().getTime();
});
afterEach(async () => {
  await outbox.stop();
  await github.stop();
});

async function connect(kind: 'app' | 'token' = 'token'): Promise<void> {
  const token = 'ghp_0123456789abcdefPOISON';
  github.install('acme/shop');
  github.tokens.set(token, { login: 'ada', scopes: 'repo', repositories: ['acme/shop'] });
  const { id } = await createConnection(outbox.context, {
    ...{ name: 'acme', kind, apiUrl: github.url, actor: 'test' },
    ...(kind === 'token' ? { token } : { appId: github.appId, privateKey: github.privateKey() }),
  });
  const where = { id: outbox.projectId };
  await outbox.context.db.project.update({ where, data: { githubConnectionId: id } });
}

const states = (list: Record<string, unknown>[]) => list.map((one) => one['state']);

test('commit status and deployment follow a deployment from the queue to live, by an App', async () => {
  const agent = await FakeAgent.join(outbox.central);
  await outbox.addProject(agent.identity.nodeId);
  await connect('app');
  await agent.connect({ features: ['source_credential'] });
  agent.onCommand = goLive(agent);
  await outbox.deploy();
  await outbox.until(() => github.deploymentStatuses.some(({ state }) => state === 'success'));
  await outbox.untilOver();
  const [, , live] = github.statuses;
  expect(states(github.statuses).at(0)).toBe('pending');
  expect(live ?? github.statuses.at(-1)).toEqual({
    sha,
    state: 'success',
    context: 'vpspilot/shop',
    description: 'Live on oslo as release 1',
    target_url: 'https://deploy.example.org/projects/shop/deployments/1',
  });
  expect(github.deployments).toHaveLength(1);
  expect(github.deployments[0]).toMatchObject({
    ...{ sha, environment: 'shop', auto_merge: false, required_contexts: [] },
    payload: { number: 1 },
  });
  expect(states(github.deploymentStatuses)[0]).toBe('queued');
  expect(github.deploymentStatuses.at(-1)).toMatchObject({
    state: 'success',
    log_url: 'https://deploy.example.org/projects/shop/deployments/1',
    environment_url: 'https://shop.example.org',
  });
  agent.disconnect();
});

test('what is live no more is told as inactive, a failure with its reason', async () => {
  const agent = await FakeAgent.join(outbox.central);
  await outbox.addProject(agent.identity.nodeId);
  await connect();
  await agent.connect({ features: ['source_credential'] });
  agent.onCommand = goLive(agent);
  for (const number of [1, 2]) {
    await outbox.deploy();
    await outbox.until(
      async () =>
        (await outbox.context.db.deployment.count({ where: { number, state: 'live' } })) > 0,
    );
  }
  const message = `npm ERR! ${'x'.repeat(200)}`;
  agent.onCommand = ({ id }) =>
    agent.emit(
      id,
      finishedEvent(CommandOutcome.FAILED, { code: 'build_failed', message, hint: '' }),
    );
  await outbox.deploy();
  await outbox.until(() => github.deploymentStatuses.at(-1)?.['state'] === 'failure');
  await outbox.untilOver();
  const [first] = github.deployments;
  expect(
    states(github.deploymentStatuses.filter(({ deployment }) => deployment === first?.id)).at(-1),
  ).toBe('inactive');
  const description = String(github.statuses.at(-1)?.['description']);
  expect(description).toMatch(/^npm ERR! x+…$/);
  expect(description).toHaveLength(140);
  agent.disconnect();
});

test('GitHub fails, limits and cuts off: everything arrives in its order, nothing twice', async () => {
  await outbox.addProject();
  await connect();
  github.planned.push(
    { path: /\/statuses\/c/, status: 502 },
    { path: /\/statuses\/c/, status: 500, cut: 'before' },
    { path: /\/statuses\/c/, status: 429, headers: { 'retry-after': '120' } },
    {
      path: /\/deployments$/,
      status: 403,
      body: { message: 'You have exceeded a secondary rate limit' },
    },
    // It was done, and nobody has heard of it.
    { path: /\/deployments$/, status: 201, cut: 'after' },
  );
  const { id } = await outbox.deploy();
  const { context } = outbox;
  const { endDeployment } = await import('../../../central/deployments/move-deployment.ts');
  await context.db.$transaction(async (tx) => {
    const row = await tx.deployment.findUniqueOrThrow({ where: { id } });
    const failure = { code: 'x', message: 'Enough', hint: '' };
    await endDeployment(tx, row, 'canceled', failure, context.clock.now());
  });
  context.bus.publish([]);
  const messages = await outbox.untilOver();
  expect(messages.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(states(github.statuses)).toEqual(['pending', 'error']);
  expect(github.deployments).toHaveLength(1);
  expect(states(github.deploymentStatuses)).toEqual(['queued', 'error']);
});

test('a limit is honoured to the second that GitHub names', async () => {
  await outbox.addProject();
  await connect();
  const reset = Math.floor(github.now() / 1_000) + 900;
  github.planned.push({
    path: /\/statuses\/c/,
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
    body: { message: 'API rate limit exceeded' },
  });
  await outbox.deploy();
  const where = { kind: 'github_status' };
  await outbox.until(async () => (await outbox.messages(where))[0]?.attempts === 1);
  const [message] = await outbox.messages(where);
  expect(message?.nextAttemptAt.getTime()).toBeGreaterThanOrEqual(reset * 1_000);
  expect(message?.detail).toContain('API rate limit exceeded');
  await outbox.untilOver();
  expect(github.statuses).toHaveLength(1);
});

test('what GitHub refuses is explained, given up soon, and holds up nothing behind it', async () => {
  await outbox.addProject();
  await connect('app');
  const permissions = { contents: 'read', deployments: 'write' };
  github.install('acme/shop', permissions);
  await outbox.deploy();
  const over = await outbox.untilOver();
  const [status, deployment] = over;
  expect(status).toMatchObject({ kind: 'github_status', outcome: 'failed', attempts: 3 });
  expect(status?.detail).toContain('Resource not accessible by integration');
  expect(status?.detail).toContain('It needs the permission statuses: write');
  expect(deployment).toMatchObject({ kind: 'github_deployment', outcome: 'sent' });
  github.installations.clear();
  outbox.later(3_600);
  await outbox.deploy();
  const [last] = (await outbox.untilOver()).slice(-1);
  expect(last?.detail).toBe('The App is not installed for acme/shop. Install it there at GitHub');
});

test('without a commit nothing is said; with a connection that is gone nothing is sent', async () => {
  await outbox.addProject();
  await connect();
  await outbox.deploy({ commit: '' });
  expect(await outbox.messages()).toEqual([]);
  await outbox.pause();
  await outbox.deploy();
  await outbox.context.db.githubConnection.deleteMany();
  await outbox.restart();
  const messages = await outbox.untilOver();
  expect(new Set(messages.map(({ detail }) => detail))).toEqual(
    new Set(['The project has no GitHub connection any more']),
  );
  expect(github.requests).toEqual([]);
});

test.each(['../app', 'acme/..', 'acme/shop/../../user', 'acme/shop?x=y', 'acme'])(
  'the repository name %s leads to no other address of GitHub',
  async (repositoryName) => {
    await outbox.addProject();
    await connect();
    const where = { id: outbox.projectId };
    await outbox.context.db.project.update({ where, data: { repositoryName } });
    await outbox.deploy();
    const [message] = await outbox.untilOver();
    expect(message).toMatchObject({ outcome: 'failed', attempts: 1 });
    expect(message?.detail).toContain('GitHub has no repository of the name');
    expect(github.requests).toEqual([]);
  },
);

test('central is killed after GitHub made the deployment and before it knew: there is one', async () => {
  await outbox.addProject();
  await connect();
  github.planned.push({ path: /\/deployments$/, status: 201, cut: 'after' });
  await outbox.deploy();
  await outbox.until(() => github.deployments.length === 1);
  await outbox.restart();
  await outbox.untilOver();
  expect(github.deployments).toHaveLength(1);
  expect(states(github.deploymentStatuses)[0]).toBe('queued');
});

test('a GitHub that is down holds up no deployment; what it missed it hears when it is back', async () => {
  const agent = await FakeAgent.join(outbox.central);
  await outbox.addProject(agent.identity.nodeId);
  await connect();
  await agent.connect({ features: ['source_credential'] });
  agent.onCommand = goLive(agent);
  await github.stop();
  const { id } = await outbox.deploy();
  await agent.until(
    async () =>
      (await outbox.context.db.deployment.findUniqueOrThrow({ where: { id } })).state === 'live',
  );
  const pending = await outbox.messages({ outcome: 'pending' });
  expect(pending.length).toBeGreaterThanOrEqual(4);
  await github.listen();
  await outbox.untilOver();
  expect(states(github.statuses).at(-1)).toBe('success');
  expect(states(github.deploymentStatuses).at(-1)).toBe('success');
  agent.disconnect();
});

test('installation tokens are kept for their hour, and made anew five minutes before its end', async () => {
  await outbox.addProject();
  await connect('app');
  const made = () => github.requests.filter(({ path }) => path.endsWith('/access_tokens')).length;
  await outbox.deploy();
  await outbox.untilOver();
  const first = made();
  expect(first).toBeGreaterThan(0);
  await outbox.deploy();
  await outbox.untilOver();
  expect(made()).toBe(first);
  outbox.later(56 * 60);
  await outbox.deploy();
  await outbox.untilOver();
  expect(made()).toBeGreaterThan(first);
});
