import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelDeployment } from '../../../central/deployments/cancel-deployment.ts';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import { waitingFor } from '../../../central/deployments/waiting.ts';
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

test('a changed environment rides along with a waiting push, and never replaces one', async () => {
  await expect(enqueue({ kind: 'environment' })).rejects.toThrow('No release of shop is live');
  const push = await enqueue();
  expect((await enqueue({ kind: 'environment' })).id).toBe(push.id);
  agent.onCommand = goLive(agent);
  await agent.connect();
  await until('1 live');
  await enqueue({ kind: 'environment' });
  await until('1 replaced', '2 live');
  expect(agent.commands()[1]?.command.case).toBe('changeEnvironment');
});

test('rolling back goes one release back each time, or to a number (K11, K88)', async () => {
  agent.onCommand = goLive(agent);
  await agent.connect();
  await expect(enqueue({ kind: 'rollback' })).rejects.toThrow('No release of shop is live');
  for (const number of [1, 2, 3]) {
    await enqueue({ commit: String(number).repeat(40) });
    await agent.until(async () => (await states()).includes(`${number} live`));
  }
  const first = await enqueue({ kind: 'rollback' });
  expect(first).toMatchObject({ number: 4, toRelease: 2 });
  await agent.until(async () => (await states()).includes('4 live'));
  expect(agent.commands()[3]?.command).toMatchObject({ case: 'rollBack', value: { toRelease: 2 } });
  const second = await enqueue({ kind: 'rollback' });
  expect(second.toRelease).toBe(1);
  await agent.until(async () => (await states()).includes('5 live'));
  await expect(enqueue({ kind: 'rollback' })).rejects.toThrow('no earlier release');
  expect((await enqueue({ kind: 'rollback', toRelease: 3 })).toRelease).toBe(3);
  await expect(enqueue({ kind: 'rollback', toRelease: 99 })).rejects.toThrow('no release 99');
});

test('cancel: at once while it waits, by the node while it runs, refused after the switch', async () => {
  const waiting = await enqueue();
  expect(await waitingFor(central.context, waiting)).toBe(
    'Waiting for node oslo, which has never connected',
  );
  await cancelDeployment(central.context, waiting.id, 'ada');
  expect(await find(waiting.id)).toMatchObject({
    state: 'canceled',
    failureMessage: 'Canceled by ada',
  });
  await expect(cancelDeployment(central.context, waiting.id, 'ada')).rejects.toThrow('is over');

  await agent.connect();
  agent.onCancel = (id) => agent.emit(id, finishedEvent(CommandOutcome.CANCELED));
  const running = await enqueue();
  await until('1 canceled', '2 running');
  await cancelDeployment(central.context, running.id, 'ada');
  await until('1 canceled', '2 canceled');

  agent.onCommand = ({ id }) => agent.emit(id, { case: 'stepStarted', value: { step: 'switch' } });
  const switching = await enqueue();
  await agent.until(async () => (await find(switching.id)).step === 'switch');
  await expect(cancelDeployment(central.context, switching.id, 'ada')).rejects.toThrow(
    'taken the traffic already',
  );
});

test('a cancel that the switch overtakes ends live', async () => {
  await agent.connect();
  const deployment = await enqueue();
  await agent.untilCommands(1);
  await until('1 running');
  agent.onCancel = (id) => {
    for (const event of [liveEvent(agent.commands()[0] as Command), finishedEvent()]) {
      agent.emit(id, event);
    }
  };
  await cancelDeployment(central.context, deployment.id, 'ada');
  await until('1 live');
});

test('lines that are too long are cut', async () => {
  agent.onCommand = ({ id }) => {
    for (const event of stepEvents('build', 'x'.repeat(100_000))) agent.emit(id, event);
  };
  await agent.connect();
  await enqueue();
  await agent.untilCommands(1);
  await agent.untilAcknowledged();
  const line = await central.context.db.logLine.findFirstOrThrow({ where: { kind: 'output' } });
  expect(line.text.length).toBeLessThan(17_000);
  expect(line.text).toContain('83616 more characters');
});
