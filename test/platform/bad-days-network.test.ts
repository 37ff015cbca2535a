/** The way between agent and central is cut for longer than the keepalive notices (15 s). */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { untilStep } from '../support/bad-days/at-step.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { eventsOf, faultsOf } from '../support/bad-days/deployment-log.ts';
import { runningReleases } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';
import { type UnsteadyLink, unsteadyLink } from '../support/bad-days/unsteady-link.ts';

/** The agent asks after 10 s of silence and gives up 5 s later. */
const longerThanKeepaliveMs = 17_000;

let day: Day;
let link: UnsteadyLink;
let project: BadDayProject;

beforeAll(async () => {
  day = await startDay({
    async ways({ grpc }) {
      link = await unsteadyLink(grpc);
      return { VPSPILOT_GRPC_ADDRESS: `127.0.0.1:${link.port}` };
    },
  });
  project = await day.createProject('remote');
  await project.deploy();
});

afterAll(async () => {
  await day?.stop();
  await link?.close();
});

test('a frozen network: the deployment ends on the node and is told after the reconnect', async () => {
  const poller = project.poll();
  const before = await project.deployments();
  const commit = project.change({ pauses: { build: 1_500 } });
  const id = await project.push();
  await untilStep(day, id, 'build');
  link.freeze();
  await poller.until(({ body }) => body.includes(commit), 30_000);
  expect(await project.show(id)).toMatchObject({ state: 'running' });
  await sleep(longerThanKeepaliveMs);
  expect(day.agentLog()).toMatch(/connection to central ended \(.*\); next try in/);
  link.thaw();
  link.drop();
  const deployment = await project.ended(id);
  await poller.stop();

  expect(deployment, await project.log(id)).toMatchObject({ state: 'live', commit });
  expect(await project.deployments()).toHaveLength(before.length + 1);
  expect(faultsOf(await eventsOf(day, id)), await project.log(id)).toEqual([]);
  expect(await runningReleases(project.mark)).toEqual([deployment.number]);
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
});

test('connections that break again and again: nothing is lost or doubled', async () => {
  const commit = project.change({ pauses: { build: 1_000, test: 500, release: 500, health: 500 } });
  const id = await project.push();
  let isOver = false;
  const breaking = (async () => {
    for (; !isOver; await sleep(400)) link.drop();
  })();
  await sleep(4_000);
  isOver = true;
  await breaking;
  const deployment = await project.ended(id);
  expect(deployment, await project.log(id)).toMatchObject({ state: 'live', commit });
  expect(faultsOf(await eventsOf(day, id)), await project.log(id)).toEqual([]);
  expect(await runningReleases(project.mark)).toEqual([deployment.number]);
});

test('a push while the node is away waits for it, and is deployed when it is back', async () => {
  await day.kill('agent');
  const commit = project.change();
  const id = await project.push();
  await sleep(500);
  const waiting = await project.show(id);
  expect(waiting).toMatchObject({ state: 'queued' });
  expect(waiting.waitingFor).toMatch(/oslo|node/);
  expect(await project.answer()).toMatchObject({ release: expect.any(Number) });
  await day.startAgent();
  expect(await project.ended(id)).toMatchObject({ state: 'live', commit });
});
