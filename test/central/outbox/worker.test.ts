import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NotificationEventName } from '../../../central/domain/notification-events.ts';
import { keepHouse } from '../../../central/housekeeping.ts';
import { createChannel } from '../../../central/notifications/channels.ts';
import { raiseEvent } from '../../../central/notifications/raise-event.ts';
import { CommandOutcome } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { finishedEvent, goLive } from '../../support/agent-events.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { OutboxCentral } from '../../support/outbox-central.ts';
import { openReceiver, type Receiver } from '../../support/receiver.ts';

let receiver: Receiver;
let outbox: OutboxCentral;

beforeEach(async () => {
  receiver = await openReceiver();
  outbox = await OutboxCentral.start();
});
afterEach(async () => {
  await outbox.stop();
  await receiver.close();
});

async function addChannel(
  path: string,
  events: NotificationEventName[],
  projectId: number | null = null,
): Promise<number> {
  const { channel } = await createChannel(outbox.context, {
    ...{ projectId, name: path, kind: 'webhook', events, enabled: true, actor: 'test' },
    target: { url: `${receiver.url}/${path}` },
  });
  return channel.id;
}

const offline = () => raiseEvent(outbox.context, { event: 'node_offline', nodeId: 'node-oslo' });
const heard = () =>
  receiver.received.map(({ path, text }) => `${path.slice(1)} ${JSON.parse(text).event}`);

test('failed, failed, recovered, live: each channel hears what it wants, once', async () => {
  const agent = await FakeAgent.join(outbox.central);
  const projectId = await outbox.addProject(agent.identity.nodeId);
  await addChannel('all', ['deployment_failed', 'deployment_recovered', 'deployment_live']);
  await addChannel('live', ['deployment_live'], projectId);
  await addChannel('nodes', ['node_offline'], projectId);
  await agent.connect();
  const run = async (number: number, state: string) => {
    await outbox.deploy({ commitMessage: 'Sell more' });
    const where = { number, state };
    await outbox.until(async () => (await outbox.context.db.deployment.count({ where })) > 0);
    await outbox.untilOver();
  };
  const failure = { code: 'build_failed', message: 'npm says no', hint: 'Read the log' };
  agent.onCommand = ({ id }) => agent.emit(id, finishedEvent(CommandOutcome.FAILED, failure));
  await run(1, 'failed');
  expect(heard()).toEqual(['all deployment_failed']);
  const { text, detail, deployment } = JSON.parse(receiver.received[0]?.text ?? '');
  expect({ text, detail }).toEqual({
    text: 'shop: deployment 1 failed',
    detail: 'npm says no\nRead the log',
  });
  expect(deployment).toMatchObject({ subject: 'Sell more', failure: { code: 'build_failed' } });
  agent.onCommand = goLive(agent);
  await run(2, 'live');
  expect(heard().slice(1).toSorted()).toEqual(['all deployment_recovered', 'live deployment_live']);
  await run(3, 'live');
  expect(heard().slice(3).toSorted()).toEqual(['all deployment_live', 'live deployment_live']);
  await raiseEvent(outbox.context, { event: 'node_offline', nodeId: agent.identity.nodeId });
  await outbox.untilOver();
  expect(heard().slice(5)).toEqual(['nodes node_offline']);
  agent.disconnect();
});

test('what waits, is superseded or canceled is no failure', async () => {
  await outbox.addProject();
  await addChannel('all', ['deployment_failed']);
  await outbox.deploy();
  await outbox.deploy();
  expect(await outbox.messages()).toEqual([]);
});

test('what cannot be taken is tried again later and later, with the same delivery id', async () => {
  await outbox.addProject();
  await addChannel('a', ['node_offline']);
  receiver.answers.push({ status: 503 }, { status: 429, headers: { 'retry-after': '3600' } });
  await offline();
  await outbox.until(async () => (await outbox.messages())[0]?.attempts === 1);
  const [first] = await outbox.messages();
  expect(first).toMatchObject({ outcome: 'pending', detail: 'Answered 503: ok' });
  const [sent] = await outbox.untilOver();
  expect(sent).toMatchObject({ outcome: 'sent', attempts: 3, detail: 'Answered 200' });
  expect((sent?.finishedAt?.getTime() ?? 0) - (sent?.createdAt.getTime() ?? 0)).toBeGreaterThan(
    3_600_000,
  );
  const ids = receiver.received.map(({ headers }) => headers['x-vpspilot-delivery']);
  expect(new Set(ids).size).toBe(1);
});

test('a refusal is given up after three tries, an outage after a day', async () => {
  await outbox.addProject();
  await addChannel('a', ['node_offline']);
  receiver.answers.push(...Array.from({ length: 3 }, () => ({ status: 410 })));
  await offline();
  expect((await outbox.untilOver())[0]).toMatchObject({ outcome: 'failed', attempts: 3 });
  await receiver.close();
  await outbox.pause();
  await offline();
  const { db, clock } = outbox.context;
  const createdAt = new Date(clock.now().getTime() - 23.9 * 3_600_000);
  await db.outboxMessage.updateMany({ where: { outcome: 'pending' }, data: { createdAt } });
  await outbox.restart();
  const [, second] = await outbox.untilOver();
  expect(second?.outcome).toBe('failed');
  expect(second?.detail).toContain('ECONNREFUSED');
});

test('a channel that fails holds up no other one', async () => {
  await outbox.addProject();
  await addChannel('bad', ['node_offline']);
  await addChannel('good', ['node_online']);
  receiver.answers.push({ status: 503 });
  await offline();
  await outbox.until(() => receiver.received.length === 1);
  await raiseEvent(outbox.context, { event: 'node_online', nodeId: 'node-oslo' });
  await outbox.until(() => heard().includes('good node_online'));
});

test('what a crash left is sent after it; what was rolled back is not', async () => {
  await outbox.addProject();
  await addChannel('a', ['node_offline']);
  await outbox.pause();
  await offline();
  const failing = outbox.context.db.$transaction(async (tx) => {
    await raiseEvent(outbox.context, { event: 'node_offline', nodeId: 'node-oslo' }, { tx });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await outbox.restart();
  expect(await outbox.untilOver()).toMatchObject([{ outcome: 'sent' }]);
  expect(heard()).toEqual(['a node_offline']);
});

test('with a key a channel is told once; a month later the history is gone, and what waits stays', async () => {
  await outbox.addProject();
  await addChannel('a', ['disk_low']);
  const low = {
    event: 'disk_low',
    nodeId: 'node-oslo',
    availableBytes: 1,
    totalBytes: 100,
  } as const;
  for (let round = 0; round < 3; round += 1) {
    await raiseEvent(outbox.context, low, { once: 'disk:node-oslo' });
  }
  expect(await outbox.untilOver()).toHaveLength(1);
  await outbox.pause();
  await raiseEvent(outbox.context, low);
  outbox.later(31 * 24 * 3_600);
  await keepHouse(outbox.context);
  expect((await outbox.messages()).map(({ outcome }) => outcome)).toEqual(['pending']);
});

test('a channel that was switched off in between hears nothing more', async () => {
  await outbox.addProject();
  const id = await addChannel('a', ['node_offline']);
  await outbox.pause();
  await offline();
  await outbox.context.db.notificationChannel.update({ where: { id }, data: { enabled: false } });
  await outbox.restart();
  expect(await outbox.untilOver()).toMatchObject([
    { outcome: 'failed', detail: 'The channel is switched off' },
  ]);
  expect(receiver.received).toEqual([]);
});
