import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepHouse } from '../../../central/housekeeping.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
let agent: FakeAgent;

beforeEach(async () => {
  central = await TestCentral.start();
  agent = await FakeAgent.join(central);
  await central.context.db.notificationChannel.create({
    data: {
      ...{
        name: 'all',
        kind: 'webhook',
        target: '',
        targetMask: '',
        createdBy: 'test',
      },
      events: 'node_offline,node_online,disk_low,certificate_expiring',
    },
  });
});
afterEach(() => central.stop());

async function told(): Promise<string[]> {
  const messages = await central.context.db.outboxMessage.findMany({ orderBy: { id: 'asc' } });
  return messages.map(({ event }) => event ?? '');
}

async function heartbeat(diskAvailableBytes: bigint) {
  agent.say({ case: 'heartbeat', value: { diskTotalBytes: 1_000n, diskAvailableBytes } });
  const arrived = () => central.context.gateway.sessions()[0]?.heartbeat?.diskAvailableBytes;
  await agent.until(() => arrived() === diskAvailableBytes);
  await keepHouse(central.context);
}

test('a low disk is told once, and again only after there was room', async () => {
  await agent.connect();
  for (const available of [500n, 50n, 120n, 50n]) await heartbeat(available);
  expect(await told()).toEqual(['disk_low']);
  await heartbeat(400n);
  await heartbeat(50n);
  expect(await told()).toEqual(['disk_low', 'disk_low']);
});

test('offline after a minute, online when it is back; another central start is no reason', async () => {
  await agent.connect();
  agent.disconnect();
  await agent.until(() => central.context.gateway.sessions().length === 0);
  central.clock.forward(30);
  await keepHouse(central.context);
  expect(await told()).toEqual([]);
  central.clock.forward(40);
  await keepHouse(central.context, central.clock.now());
  expect(await told()).toEqual([]);
  await keepHouse(central.context);
  await keepHouse(central.context);
  expect(await told()).toEqual(['node_offline']);
  await agent.connect();
  await keepHouse(central.context);
  expect(await told()).toEqual(['node_offline', 'node_online']);
});

test('a certificate that nobody renews is told of while there is time', async () => {
  await keepHouse(central.context);
  expect(await told()).toEqual([]);
  const { notAfter } = await central.context.db.nodeCertificate.findFirstOrThrow();
  central.clock.forward((notAfter.getTime() - central.clock.now().getTime()) / 1_000 - 86_400);
  await keepHouse(central.context);
  await keepHouse(central.context);
  expect(await told()).toEqual(['certificate_expiring']);
});
