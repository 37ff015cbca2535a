/** Many pushes at once, ports that are taken, releases that die, requests that are on their way. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSettled } from '../../lib/deployment-states.ts';
import { untilStep } from '../support/bad-days/at-step.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { runningReleases, workingCommands } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

const maxBuilds = 2;

let day: Day;
let project: BadDayProject;
const servers: Server[] = [];

beforeAll(async () => {
  day = await startDay({
    agentSettings: () => ({ VPSPILOT_AGENT_MAX_BUILDS: String(maxBuilds) }),
    centralSettings: { VPSPILOT_DRAIN_SECONDS: '30' },
  });
  project = await day.createProject('hasty');
  await project.deploy();
});

afterAll(async () => {
  await day?.stop();
  for (const server of servers) server.close();
});

/** Another program that listens, and answers whatever it is asked with 200. */
async function takePort(port: number): Promise<void> {
  const server = createServer((_, response) => response.end('not yours'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

test.each([2, 5])(
  '%i pushes within a second: the last one is live, every one has ended',
  async (count) => {
    const poller = project.poll();
    const before = await project.deployments();
    const ids: string[] = [];
    let commit = '';
    for (let index = 0; index < count; index += 1) {
      commit = project.change();
      ids.push(await project.push());
    }
    const ended = await Promise.all(ids.map((id) => project.ended(id)));
    await poller.stop();

    expect(await project.deployments()).toHaveLength(before.length + count);
    expect(new Set(ids).size).toBe(count);
    expect(ended.at(-1)).toMatchObject({ state: 'live', commit });
    for (const { state } of ended.slice(0, -1)) expect(['replaced', 'superseded']).toContain(state);
    expect(ended.map(({ number }) => number)).toEqual(
      ended.map(({ number }) => number).toSorted((a, b) => a - b),
    );
    expect(await project.answer()).toMatchObject({ commit });
    expect(await runningReleases(project.mark)).toEqual([ended.at(-1)?.number]);
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  },
);

test('ten projects pushed at once: all live, never more builds than allowed, no port twice', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `many-${index}`);
  const projects = await Promise.all(names.map((name) => day.createProject(name)));
  for (const each of projects) each.change({ pauses: { build: 400 } });
  const ids = await Promise.all(projects.map((each) => each.push()));
  let isOver = false;
  let mostBuilds = 0;
  const counting = (async () => {
    for (; !isOver; await sleep(20)) {
      const working = (await workingCommands('many-')).filter((line) => line.includes(' build '));
      mostBuilds = Math.max(mostBuilds, working.length);
    }
  })();
  const ended = await Promise.all(projects.map((each, index) => each.ended(ids[index] ?? '')));
  isOver = true;
  await counting;

  expect(ended.map(({ state }) => state)).toEqual(names.map(() => 'live'));
  expect(new Set(ended.map(({ port }) => port)).size).toBe(10);
  expect(mostBuilds).toBeGreaterThan(0);
  expect(mostBuilds).toBeLessThanOrEqual(maxBuilds);
  for (const each of projects) expect(await each.answer()).toMatchObject({ release: 1 });
}, 120_000);

test('ports of the range that another program has are passed over', async () => {
  const { port: last } = await project.deploy();
  const taken = [1, 2, 3].map((step) => (last ?? 0) + step);
  for (const port of taken) await takePort(port);
  const deployment = await project.deploy();
  expect(deployment).toMatchObject({ state: 'live' });
  expect(taken).not.toContain(deployment.port);
});

test('a port taken between its choice and the start: the stranger on it is not taken for the app', async () => {
  const poller = project.poll();
  const before = await project.answer();
  project.change({ pauses: { release: 1_500 } });
  const id = await project.push();
  await untilStep(day, id, 'release');
  const { number } = await project.show(id);
  const folder = join(day.folders.node, 'projects', `project-${project.id}-${project.slug}`);
  const record = join(folder, 'releases', String(number), 'release.json');
  const { port } = JSON.parse(await readFile(record, 'utf8')) as { port: number };
  await takePort(port);
  const deployment = await project.ended(id);
  await poller.stop();

  expect(deployment, await project.log(id)).toMatchObject({
    state: 'failed',
    failure: { code: 'port_taken', message: expect.stringContaining(String(port)) },
  });
  expect(await project.answer()).toEqual(before);
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  expect(await project.deploy()).toMatchObject({ state: 'live' });
});

test('a release that dies a second after the switch is taken back by itself', async () => {
  const good = await project.deploy();
  const poller = project.poll();
  const bad = await project.deploy({ pauses: { life: 600 } });
  await poller.stop();

  expect(bad, await project.log(bad.id)).toMatchObject({ state: 'rolled_back' });
  expect(await project.show(good.id)).toMatchObject({ state: 'live' });
  expect(await project.answer()).toMatchObject({ release: good.number });
  expect(await project.log(bad.id)).toContain(`returning to release ${good.number}`);
  expect(await runningReleases(project.mark)).toEqual([good.number]);
  const { requests, failed } = poller.counts();
  console.log(`a dying release: ${failed} of ${requests} polls failed, one each 15 ms`);
  expect((await project.deployments()).filter(({ state }) => !isSettled(state))).toEqual([]);
});
