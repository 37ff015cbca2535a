import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelDeployment } from '../../../central/deployments/cancel-deployment.ts';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import { removeProject } from '../../../central/deployments/remove-project.ts';
import { waitingFor } from '../../../central/deployments/waiting.ts';
import { keepHouse } from '../../../central/housekeeping.ts';
import { deploymentSteps } from '../../../lib/deployment-states.ts';
import { type Command, CommandOutcome } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { finishedEvent, goLive, liveEvent, stepEvents } from '../../support/agent-events.ts';
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

const enqueue = () =>
  enqueueDeployment(central.context, { projectId, kind: 'push', actor: 'test' });
const find = (id: string) =>
  central.context.db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: true } });
const untilState = (id: string, state: string) =>
  agent.until(async () => (await find(id)).state === state);

const stepsBeforeSwitch = deploymentSteps.slice(0, deploymentSteps.indexOf('switch'));

test('central is cut off and opened again within every step: nothing lost, nothing doubled', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  const [command] = agent.commands() as [Command];
  const crash = async () => {
    await central.crash();
    await agent.connect();
  };
  for (const step of stepsBeforeSwitch) {
    const [started, ...rest] = stepEvents(step);
    if (started !== undefined) agent.emit(id, started);
    await crash();
    await untilState(id, 'running');
    for (const event of rest) agent.emit(id, event);
  }
  agent.emit(id, liveEvent(command));
  await crash();
  agent.emit(id, finishedEvent());
  await crash();
  await agent.untilAcknowledged();
  const deployment = await find(id);
  expect(deployment).toMatchObject({ state: 'live', storePath: '/nix/store/r1' });
  expect(deployment.steps.map(({ state }) => state)).toEqual(stepsBeforeSwitch.map(() => 'done'));
  const output = await central.context.db.logLine.findMany({
    where: { kind: 'output' },
    orderBy: { id: 'asc' },
  });
  expect(output.map(({ text }) => text)).toEqual(stepsBeforeSwitch.map((step) => `${step} says`));
  expect(agent.journal.size).toBe(1);
});

test('lost acknowledgements: repeated and overlapping events are stored once', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  for (const event of stepEvents('build')) agent.emit(id, event);
  const entry = agent.journal.get(id);
  if (entry === undefined) throw new Error('no command');
  const { events } = entry;
  agent.say({ case: 'events', value: { events } });
  agent.say({ case: 'events', value: { events: [...events.slice(1), ...events.slice(0, 2)] } });
  agent.emit(id, { case: 'warning', value: { code: 'a', message: 'last' } });
  await agent.untilAcknowledged();
  expect(await central.context.db.logLine.count({ where: { kind: 'output' } })).toBe(1);
  expect((await central.context.db.nodeCommand.findMany())[0]?.sequence).toBe(events.length);
});

test('a gap is not stored over: events after it wait for the ones before', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  await agent.untilAcknowledged();
  agent.disconnect();
  for (const event of stepEvents('build')) agent.emit(id, event);
  await agent.until(() => central.context.gateway.sessions().length === 0);
  const events = agent.journal.get(id)?.events ?? [];
  const connected = agent.connect();
  agent.say({ case: 'events', value: { events: events.slice(-1) } });
  await connected;
  await agent.untilAcknowledged();
  expect((await find(id)).steps).toMatchObject([{ name: 'build', state: 'done' }]);
});

test('events of a command that central does not know are acknowledged and dropped', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  await agent.untilAcknowledged();
  await central.context.db.nodeCommand.deleteMany();
  for (const event of stepEvents('build')) agent.emit(id, event);
  await agent.untilAcknowledged();
  expect(central.logged.join('')).toContain('unknown command');
});

test("another node's command is none of this node's business", async () => {
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  await untilState(id, 'running');
  const thief = await FakeAgent.join(central, 'bergen');
  const [command] = agent.commands() as [Command];
  thief.journal.set(id, { command, events: [], acknowledged: 0 });
  await thief.connect();
  thief.emit(id, finishedEvent(CommandOutcome.FAILED));
  await thief.untilAcknowledged();
  expect((await find(id)).state).toBe('running');
});

test('a command that was lost on its way is sent again when the node connects', async () => {
  await agent.connect();
  agent.deaf = true;
  const { id } = await enqueue();
  await agent.until(async () => (await find(id)).sentAt !== null);
  agent.disconnect();
  agent.deaf = false;
  agent.onCommand = goLive(agent);
  await agent.connect();
  await untilState(id, 'live');
  expect(agent.journal.size).toBe(1);
});

test('a node that lost its journal cannot leave a deployment running for ever', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await untilState(id, 'running');
  agent.disconnect();
  agent.journal.clear();
  await agent.connect();
  await untilState(id, 'failed');
  expect((await find(id)).failureCode).toBe('journal_lost');
});

test('an offline node: the deployment waits, says so, and fails at its deadline', async () => {
  await agent.connect();
  agent.disconnect();
  await agent.until(() => central.context.gateway.sessions().length === 0);
  const deployment = await enqueue();
  expect(await waitingFor(central.context, deployment)).toMatch(
    /^Waiting for node oslo, offline since 2\d{3}-/,
  );
  await keepHouse(central.context);
  expect((await find(deployment.id)).state).toBe('queued');
  central.clock.forward(3_601);
  await keepHouse(central.context);
  expect(await find(deployment.id)).toMatchObject({
    state: 'failed',
    failureCode: 'deadline_exceeded',
    failureMessage: 'The node oslo was not connected until the deadline was over',
  });
  await agent.connect();
  expect(agent.journal.size).toBe(0);
});

test('central was down over the deadline: the check at its start ends the deployment', async () => {
  const { id } = await enqueue();
  central.clock.forward(4_000);
  await central.crash();
  await keepHouse(central.context);
  expect((await find(id)).state).toBe('failed');
});

test('a running deployment past its deadline is stopped on a connected node', async () => {
  await agent.connect();
  agent.onCancel = (id) => agent.emit(id, finishedEvent(CommandOutcome.CANCELED));
  const { id } = await enqueue();
  await untilState(id, 'running');
  central.clock.forward(3_601);
  agent.say({ case: 'heartbeat', value: {} });
  await agent.until(() => central.context.gateway.sessions()[0]?.heartbeat !== undefined);
  await keepHouse(central.context);
  await untilState(id, 'failed');
  expect((await find(id)).failureCode).toBe('deadline_exceeded');
});

test('a silent node: its deployment fails, and is live after all when the node says so', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await untilState(id, 'running');
  agent.disconnect();
  await agent.until(() => central.context.gateway.sessions().length === 0);
  central.clock.forward(3_601);
  await keepHouse(central.context);
  expect(await find(id)).toMatchObject({ state: 'failed', failureCode: 'node_silent' });
  agent.emit(id, liveEvent(agent.commands()[0] as Command));
  await agent.connect();
  await untilState(id, 'live');
  expect(await find(id)).toMatchObject({ failureCode: null });
});

test('a cancel while the node is away is repeated when it is back', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await untilState(id, 'running');
  agent.disconnect();
  await cancelDeployment(central.context, id, 'ada');
  agent.onCancel = (commandId) => agent.emit(commandId, finishedEvent(CommandOutcome.CANCELED));
  await agent.connect();
  await untilState(id, 'canceled');
});

test('a removed project is canceled, stopped and taken away from its node', async () => {
  agent.onCancel = (id) => agent.emit(id, finishedEvent(CommandOutcome.CANCELED));
  await agent.connect();
  const running = await enqueue();
  await untilState(running.id, 'running');
  const waiting = await enqueue();
  await removeProject(central.context, projectId, 'ada');
  expect((await find(waiting.id)).state).toBe('canceled');
  await agent.untilCommands(2);
  const [, removal] = agent.commands();
  expect(removal?.command).toMatchObject({
    case: 'removeProject',
    value: { project: { id: projectId, slug: 'shop' } },
  });
  await untilState(running.id, 'canceled');
  agent.emit(removal?.id ?? '', finishedEvent());
  await agent.untilAcknowledged();
  const open = await central.context.db.nodeCommand.count({ where: { finishedAt: null } });
  expect(open).toBe(0);
  await expect(enqueue()).rejects.toThrow('There is no project');
});

test('a key that does not open the secrets fails the deployment with the reason', async () => {
  await central.context.db.secretVersion.create({
    data: { projectId, key: 'A', version: 1, value: 'damaged', createdBy: 'test' },
  });
  await agent.connect();
  const { id } = await enqueue();
  await untilState(id, 'failed');
  expect((await find(id)).failureCode).toBe('sealed_value_damaged');
});
