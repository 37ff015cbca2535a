import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import { waitingFor } from '../../../central/deployments/waiting.ts';
import { setSecrets } from '../../../central/secrets/change-secrets.ts';
import { createEnvironmentOpener } from '../../../node-agent/adapters/sealed-environment.ts';
import { type Command, CommandOutcome } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { finishedEvent, goLive, liveEvent } from '../../support/agent-events.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
let agent: FakeAgent;
let projectId: number;

beforeEach(async () => {
  central = await TestCentral.start();
  agent = await FakeAgent.join(central);
  projectId = (await central.createProject(agent.identity.nodeId)).id;
});
afterEach(() => central.stop());

type Request = Parameters<typeof enqueueDeployment>[1];

function enqueue(request: Partial<Request> = {}) {
  return enqueueDeployment(central.context, { projectId, kind: 'push', actor: 'test', ...request });
}

async function states(): Promise<string[]> {
  const rows = await central.context.db.deployment.findMany({ orderBy: { number: 'asc' } });
  return rows.map(({ number, state }) => `${number} ${state}`);
}

const until = (...wanted: string[]) =>
  agent.until(async () => JSON.stringify(await states()) === JSON.stringify(wanted));

const find = (id: string) =>
  central.context.db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: true } });

test('a push becomes a command with everything the node needs (K26, K54)', async () => {
  await agent.connect();
  await setSecrets(central.context, {
    projectId,
    values: { DB_PASSWORD: 'POISON-1' },
    actor: 'test',
  });
  const commit = 'a'.repeat(40);
  await enqueue({ commit, commitMessage: 'Fix it', commitAuthor: 'Ada' });
  await agent.untilCommands(1);
  const [command] = agent.commands() as [Command];
  expect(command.command).toMatchObject({
    case: 'deploy',
    value: {
      project: { id: projectId, slug: 'shop', domains: ['shop.example.org'] },
      deployment: { number: 1, watchSeconds: 1, drainSeconds: 1 },
      repositoryUrl: 'https://github.com/acme/shop.git',
      branch: 'main',
      commit,
      environment: { version: 1 },
    },
  });
  expect(Number(command.deadlineMs) - Date.now()).toBeGreaterThan(3_500_000);
  const { value } = command.command;
  const jwe = value !== undefined && 'environment' in value ? (value.environment?.jwe ?? '') : '';
  const opener = createEnvironmentOpener(agent.identity.sealingKey);
  expect(await opener.open(jwe)).toEqual({ DB_PASSWORD: 'POISON-1' });
});

test('a deployment of a tip that fails says which commit it was', async () => {
  agent.onCommand = ({ id }) => {
    const value = { commit: 'b'.repeat(40), subject: 'Sell more', author: 'Ada' };
    const failure = { code: 'build_failed', message: 'No', hint: '' };
    agent.emit(id, { case: 'sourceFetched', value });
    agent.emit(id, finishedEvent(CommandOutcome.FAILED, failure));
  };
  await agent.connect();
  const { id } = await enqueue({ kind: 'manual' });
  await until('1 failed');
  expect(await find(id)).toMatchObject({
    ...{ commit: 'b'.repeat(40), commitMessage: 'Sell more', commitAuthor: 'Ada' },
  });
});

test('no secret is in the stored command, nor anywhere in clear (K36, K41)', async () => {
  await setSecrets(central.context, { projectId, values: { A: 'POISON-2' }, actor: 'test' });
  await agent.connect();
  await enqueue();
  await agent.untilCommands(1);
  const rows = await central.context.db.nodeCommand.findMany();
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0]?.payload ?? []).toString('latin1')).not.toContain('POISON');
  expect(central.logged.join('')).not.toContain('POISON');
});

test('a deployment goes live with steps, feed and release data (K27, K32, K64)', async () => {
  agent.onCommand = goLive(agent);
  await agent.connect();
  const { id } = await enqueue();
  await agent.until(async () => (await find(id)).finishedAt !== null);
  expect(await find(id)).toMatchObject({
    state: 'live',
    step: 'build',
    storePath: '/nix/store/r1',
    port: 20_001,
    commit: 'c'.repeat(40),
    steps: [{ name: 'build', state: 'done', durationMs: 5, note: 'ok' }],
  });
  const feed = await central.context.db.logLine.findMany({ orderBy: { id: 'asc' } });
  expect(feed.map(({ kind, text }) => (kind === 'output' ? text : JSON.parse(text)))).toEqual([
    { state: 'queued' },
    { state: 'running' },
    { step: 'build', state: 'running' },
    'build says',
    { step: 'build', state: 'done', durationMs: 5, note: 'ok' },
    { state: 'live' },
  ]);
});

test('the newest of several waiting pushes wins, one runs at a time', async () => {
  await agent.connect();
  await enqueue();
  await agent.untilCommands(1);
  await enqueue();
  await enqueue();
  const last = await enqueue();
  await until('1 running', '2 superseded', '3 superseded', '4 queued');
  expect(await waitingFor(central.context, last)).toBe('Waiting for deployment 1');
  const rows = await central.context.db.deployment.findMany({ where: { state: 'superseded' } });
  expect(rows[0]).toMatchObject({ failureMessage: 'Deployment 3 is newer' });
  agent.onCommand = goLive(agent);
  goLive(agent)(agent.commands()[0] as Command);
  await until('1 replaced', '2 superseded', '3 superseded', '4 live');
});

test('the slot is free at the switch, not after the watch', async () => {
  await agent.connect();
  agent.onCommand = (command) => agent.emit(command.id, liveEvent(command));
  await enqueue();
  await enqueue();
  await until('1 replaced', '2 live');
});

test('two pushes at once get two numbers, ten projects at once all go live', async () => {
  agent.onCommand = goLive(agent);
  await agent.connect();
  const projects = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      central.createProject(agent.identity.nodeId, `p${index}`),
    ),
  );
  const twice = [...projects, ...projects];
  const enqueued = await Promise.all(twice.map(({ id }) => enqueue({ projectId: id })));
  const numbers = enqueued.map(({ projectId: id, number }) => `${id}/${number}`);
  expect(new Set(numbers).size).toBe(20);
  await agent.until(async () => {
    const rows = await central.context.db.deployment.findMany();
    return rows.every(({ state }) => ['live', 'replaced', 'superseded'].includes(state));
  });
  const live = await central.context.db.deployment.findMany({ where: { state: 'live' } });
  expect(live.map(({ number }) => number)).toEqual(Array.from({ length: 10 }, () => 2));
});

test('a failed deployment says why, and the live one stays', async () => {
  agent.onCommand = goLive(agent);
  await agent.connect();
  await enqueue();
  await until('1 live');
  const failure = { code: 'build_failed', message: 'npm run build: exit 1', hint: 'Read the log' };
  agent.onCommand = ({ id }) => agent.emit(id, finishedEvent(CommandOutcome.FAILED, failure));
  const { id } = await enqueue();
  await until('1 live', '2 failed');
  expect(await find(id)).toMatchObject({
    failureCode: 'build_failed',
    failureMessage: failure.message,
    failureHint: failure.hint,
  });
});

test('a release taken back by the watch makes the one before live again (K70)', async () => {
  agent.onCommand = goLive(agent);
  await agent.connect();
  await enqueue();
  await until('1 live');
  const failure = { code: 'watch_failed', message: 'It answers 500', hint: '' };
  agent.onCommand = (command) => {
    agent.emit(command.id, liveEvent(command));
    const value = { release: 2, toRelease: 1, failure };
    agent.emit(command.id, { case: 'releaseRolledBack', value });
    agent.emit(command.id, finishedEvent(CommandOutcome.ROLLED_BACK, failure));
  };
  await enqueue();
  await until('1 live', '2 rolled_back');
});
