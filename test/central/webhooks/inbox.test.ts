import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import { pruneDeliveries, storeDelivery } from '../../../central/webhooks/store-delivery.ts';
import {
  addNode,
  addProject,
  decidedDeliveries,
  type HttpCentral,
  pushOf,
  startHttpCentral,
} from '../../support/http-central.ts';

let directory: string;
let central: HttpCentral;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vpspilot-inbox-'));
  central = await startHttpCentral({ directory });
});

afterEach(async () => {
  await central.close();
  await rm(directory, { recursive: true, force: true });
});

function received(projectId: number) {
  return storeDelivery(central.context, {
    ...{ deliveryId: 'x', event: 'push', projectId, outcome: 'received', reason: '' },
    payload: Buffer.from(JSON.stringify(pushOf())),
  });
}

async function restart() {
  await central.close();
  central = await startHttpCentral({ directory });
}

test('what was received before a crash is deployed after it, once', async () => {
  await addNode(central.context);
  const { id: projectId } = await addProject(central);
  // Nobody wakes the inbox: as if central had died right after the answer.
  await received(projectId);
  await restart();
  expect(await decidedDeliveries(central)).toMatchObject([
    { outcome: 'deployed', project: 'shop' },
  ]);
  expect(await central.context.db.deployment.count()).toBe(1);
});

test('a crash between the deployment and the note in the inbox deploys nothing twice', async () => {
  await addNode(central.context);
  const { id: projectId } = await addProject(central);
  const delivery = await received(projectId);
  const { id } = await enqueueDeployment(central.context, {
    projectId,
    kind: 'push',
    commit: 'a'.repeat(40),
    actor: `delivery:${delivery}`,
  });
  await restart();
  expect(await decidedDeliveries(central)).toMatchObject([
    { outcome: 'deployed', deploymentId: id },
  ]);
  expect(await central.context.db.deployment.count()).toBe(1);
});

test('pushes are deployed in the order in which they came', async () => {
  await addNode(central.context);
  const { secret } = await addProject(central);
  const commits = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(40));
  for (const after of commits) await central.hook(secret, pushOf({ after }));
  await decidedDeliveries(central);
  const rows = await central.context.db.deployment.findMany({ orderBy: { number: 'asc' } });
  expect(rows.map(({ commit }) => commit)).toEqual(commits);
});

test('a delivery that cannot be decided does not hold up the next one, and is given up in the end', async () => {
  await addNode(central.context);
  const { secret } = await addProject(central);
  const { db } = central.context;
  const original = db.deployment.findFirst;
  let failures = 0;
  Object.assign(db.deployment, {
    findFirst: (query: { where?: { createdBy?: string } }) => {
      if (query.where?.createdBy !== 'delivery:1')
        return Reflect.apply(original, db.deployment, [query]);
      failures += 1;
      return Promise.reject(new Error('disk full'));
    },
  });
  await central.hook(secret, pushOf());
  await central.hook(secret, pushOf({ after: 'b'.repeat(40) }));
  await expect
    .poll(async () => (await db.delivery.findUnique({ where: { id: 2 } }))?.outcome)
    .toBe('deployed');
  await expect
    .poll(async () => (await db.delivery.findUnique({ where: { id: 1 } }))?.reason, {
      timeout: 8_000,
    })
    .toBe('internal_error');
  expect(failures).toBe(5);
});

test('the inbox keeps 1000 unsigned deliveries and never drops what is undecided', async () => {
  const row = { event: 'push', payload: new Uint8Array(), reason: 'bad_signature' };
  const many = (outcome: string, count: number) =>
    central.context.db.delivery.createMany({
      data: Array.from({ length: count }, () => ({ ...row, outcome })),
    });
  await many('deployed', 30);
  await many('received', 5);
  await many('refused', 1_100);
  await pruneDeliveries(central.context);
  const groups = await central.context.db.delivery.groupBy({ by: ['outcome'], _count: true });
  const counts = Object.fromEntries(groups.map(({ outcome, _count }) => [outcome, _count]));
  expect(counts['refused']).toBe(1_000);
  expect(counts['deployed']).toBe(30);
  expect(await central.context.db.delivery.count()).toBeGreaterThanOrEqual(1_030);
});
