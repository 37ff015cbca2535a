/** A cancel at every step: before the switch it stops the work, after it it is refused. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeploymentStep } from '../../lib/deployment-states.ts';
import type { Poller } from '../../scripts/platform/poller.ts';
import type { Pauses } from '../support/bad-days/app.ts';
import { untilStep } from '../support/bad-days/at-step.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { runningReleases, workingCommands } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

/** Longer than a test may take: only a cancel ends them. */
const endless = 300_000;

const pauses: Partial<Record<DeploymentStep, Pauses>> = {
  build: { build: endless },
  test: { test: endless },
  release: { release: endless },
  health: { health: endless },
};

let day: Day;
let project: BadDayProject;
let poller: Poller;

beforeAll(async () => {
  day = await startDay();
  project = await day.createProject('second-thoughts');
  await project.deploy();
  poller = project.poll();
});

afterAll(async () => {
  await poller?.stop();
  await day?.stop();
});

function cancel(id: string): Promise<unknown> {
  return day.api.call('POST', `/deployments/${id}/cancel`);
}

async function untilNothingWorks(): Promise<string[]> {
  for (let round = 0; round < 100; round += 1, await sleep(50)) {
    if ((await workingCommands(project.mark)).length === 0) return [];
  }
  return workingCommands(project.mark);
}

describe.each(['build', 'test', 'release', 'health'] as const)('a cancel during %s', (step) => {
  test('really stops the work; the old release answers', async () => {
    const before = await project.answer();
    project.change({ pauses: pauses[step] ?? {}, config: slowStart });
    const id = await project.push();
    await untilStep(day, id, step);
    if (step !== 'health')
      while ((await workingCommands(project.mark)).length === 0) await sleep(10);
    await cancel(id);
    const deployment = await project.ended(id);

    expect(deployment, await project.log(id)).toMatchObject({ state: 'canceled' });
    expect(await untilNothingWorks()).toEqual([]);
    expect(await project.answer()).toEqual(before);
    expect(await runningReleases(project.mark)).toHaveLength(1);
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  });
});

const slowStart = { healthcheck: { url: '/health', start_period: 600 } };

/** These are over in a few milliseconds: the cancel may meet a later one. */
describe.each(['fetch', 'config', 'dependencies', 'render', 'secrets', 'start'] as const)(
  'a cancel during %s, or just behind it',
  (step) => {
    test('ends as canceled', async () => {
      const before = await project.answer();
      project.change({ pauses: { health: endless }, config: slowStart });
      const id = await project.push();
      await untilStep(day, id, step);
      await cancel(id);
      expect(await project.ended(id), await project.log(id)).toMatchObject({ state: 'canceled' });
      expect(await untilNothingWorks()).toEqual([]);
      expect(await project.answer()).toEqual(before);
      expect(await runningReleases(project.mark)).toHaveLength(1);
    });
  },
);

test('a cancel after the switch is refused and changes nothing', async () => {
  project.change();
  const id = await project.push();
  await untilStep(day, id, 'watch');
  while ((await project.show(id)).state !== 'live') await sleep(10);
  await expect(cancel(id)).rejects.toMatchObject({
    code: 'deployment_past_switch',
    hint: expect.stringContaining('Roll back'),
  });
  const deployment = await project.ended(id);
  expect(deployment).toMatchObject({ state: 'live' });
  await expect(cancel(id)).rejects.toMatchObject({ code: expect.stringMatching(/deployment_/) });
  expect(await project.answer()).toMatchObject({ release: deployment.number });
});

test('a cancel right at the switch has one outcome, the same for all who look', async () => {
  for (let round = 0; round < 3; round += 1) {
    const before = await project.answer();
    project.change();
    const id = await project.push();
    await untilStep(day, id, round === 0 ? 'switch' : 'health');
    await sleep(round * 8);
    await cancel(id).catch(() => undefined);
    const { state, number } = await project.ended(id);
    expect(['live', 'canceled']).toContain(state);
    const expected = state === 'live' ? { release: number } : before;
    expect(await project.answer()).toMatchObject(expected as object);
    expect(await runningReleases(project.mark)).toHaveLength(1);
  }
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
});

test('a waiting deployment is canceled at once, and the running one goes on', async () => {
  project.change({ pauses: { build: 1_000 } });
  const running = await project.push();
  await untilStep(day, running, 'fetch');
  project.change();
  const waiting = await project.push();
  await cancel(waiting);
  expect(await project.show(waiting)).toMatchObject({ state: 'canceled' });
  expect(await project.ended(running)).toMatchObject({ state: 'live' });
});
