import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import { type Command, CommandOutcome } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { finishedEvent, liveEvent, stepEvents } from '../../support/agent-events.ts';
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

test('the database is replaced by an older copy in the middle: the node tells what is missing', async () => {
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  const [command] = agent.commands() as [Command];
  for (const event of stepEvents('fetch')) agent.emit(id, event);
  await agent.untilAcknowledged();
  const restore = await central.backUp();
  for (const event of stepEvents('build')) agent.emit(id, event);
  await agent.untilAcknowledged();
  await restore();
  await agent.connect();
  await agent.until(async () => (await find(id)).steps.length === 2);
  agent.emit(id, liveEvent(command));
  agent.emit(id, finishedEvent());
  await agent.untilAcknowledged();
  const deployment = await find(id);
  expect(deployment).toMatchObject({ state: 'live', failureCode: null });
  expect(deployment.steps.map(({ name }) => name).sort()).toEqual(['build', 'fetch']);
});

test('the older copy has a deployment unfinished that has ended since: it ends as it did', async () => {
  agent.onCommand = () => {};
  await agent.connect();
  const { id } = await enqueue();
  await agent.untilCommands(1);
  await agent.untilAcknowledged();
  const restore = await central.backUp();
  const failure = { code: 'build_failed', message: 'It broke', hint: '' };
  agent.emit(id, finishedEvent(CommandOutcome.FAILED, failure));
  await agent.untilAcknowledged();
  await restore();
  await agent.connect();
  await untilState(id, 'failed');
  expect(await find(id)).toMatchObject({ failureCode: 'build_failed' });
});

test('a number that only the node remembers is not given again', async () => {
  await agent.connect();
  const releases = [{ projectId, release: 41, deploymentId: 'forgotten', healthy: true }];
  agent.say({ case: 'heartbeat', value: { releases } });
  const { db } = central.context;
  const lastNumber = async () => (await db.project.findFirstOrThrow()).lastNumber;
  await agent.until(async () => (await lastNumber()) === 41);
  expect((await enqueue()).number).toBe(42);
});
