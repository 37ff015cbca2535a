/** kill -9 of central in the middle of every step of a deployment, and pushes that come at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeploymentStep, deploymentSteps, isSettled } from '../../lib/deployment-states.ts';
import type { Poller } from '../../scripts/platform/poller.ts';
import type { Pauses } from '../support/bad-days/app.ts';
import { untilStep } from '../support/bad-days/at-step.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { eventsOf, faultsOf } from '../support/bad-days/deployment-log.ts';
import { runningReleases } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

const pauses: Partial<Record<DeploymentStep, Pauses>> = {
  build: { build: 300 },
  test: { test: 300 },
  release: { release: 300 },
  health: { health: 300 },
};

let day: Day;
let project: BadDayProject;
let poller: Poller;

beforeAll(async () => {
  day = await startDay();
  project = await day.createProject('orphan');
  await project.deploy();
  poller = project.poll();
});

afterAll(async () => {
  await poller?.stop();
  await day?.stop();
});

describe.each(deploymentSteps)('central is killed -9 during %s', (step) => {
  test('nothing is lost, doubled or running for ever', async () => {
    const before = await project.deployments();
    const commit = project.change({ pauses: pauses[step] ?? {} });
    const id = await project.push();
    await untilStep(day, id, step);
    await day.kill('central');
    await day.startCentral();
    const deployment = await project.ended(id);

    expect(deployment, await project.log(id)).toMatchObject({ state: 'live', commit });
    const after = await project.deployments();
    expect(after).toHaveLength(before.length + 1);
    expect(after.filter(({ state }) => !isSettled(state))).toEqual([]);
    expect(after.filter(({ state }) => state === 'live')).toHaveLength(1);
    expect(faultsOf(await eventsOf(day, id)), await project.log(id)).toEqual([]);
    expect(await project.answer()).toEqual({ release: deployment.number, commit });
    expect(await runningReleases(project.mark)).toEqual([deployment.number]);
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  });
});

test('central is killed -9 as soon as it has taken a webhook: the push is deployed all the same', async () => {
  const commit = project.change();
  const before = await project.deployments();
  const delivery = await project.send();
  await day.kill('central');
  await day.startCentral();
  await project.decision(delivery);
  const [newest] = await project.deployments();
  const deployment = await project.ended(newest?.id ?? '');
  expect(deployment).toMatchObject({ state: 'live', commit });
  expect(await project.deployments()).toHaveLength(before.length + 1);
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
});
