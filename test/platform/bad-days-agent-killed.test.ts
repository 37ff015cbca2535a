/** kill -9 of the agent in the middle of every step of a deployment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeploymentStep } from '../../lib/deployment-states.ts';
import { deploymentSteps } from '../../lib/deployment-states.ts';
import type { Poller } from '../../scripts/platform/poller.ts';
import type { Pauses } from '../support/bad-days/app.ts';
import { stepsBegun, untilStep } from '../support/bad-days/at-step.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { runningReleases, workingCommands } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

/** Long enough that the kill meets the step's own command. */
const pauses: Partial<Record<DeploymentStep, Pauses>> = {
  build: { build: 1_000 },
  test: { test: 1_000 },
  release: { release: 1_000 },
  health: { health: 800 },
};

let day: Day;
let project: BadDayProject;
let poller: Poller;

beforeAll(async () => {
  day = await startDay();
  project = await day.createProject('killed');
  await project.deploy();
  poller = project.poll();
});

afterAll(async () => {
  await poller?.stop();
  await day?.stop();
});

/** Steps that are over so quickly that the kill may meet the one after it. */
describe.each(deploymentSteps)('the agent is killed -9 during %s', (step) => {
  test('the deployment ends live, once, and the old release answers until then', async () => {
    const before = await project.deployments();
    const commit = project.change({ pauses: pauses[step] ?? {} });
    const id = await project.push();
    await untilStep(day, id, step);
    await day.kill('agent');
    const killedIn = stepsBegun(day, id).at(-1) ?? '';
    await day.startAgent();
    const deployment = await project.ended(id);

    expect(deployment, await project.log(id)).toMatchObject({ state: 'live', commit });
    expect(await project.deployments()).toHaveLength(before.length + 1);
    expect(await project.answer()).toEqual({ release: deployment.number, commit });
    await expectNothingStray(deployment.number);
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
    const isOver = ['drain', 'watch'].includes(killedIn);
    // What was begun anew says so; what was live already just goes on.
    if (!isOver && killedIn !== 'switch') {
      expect(await project.log(id)).toContain('The agent was restarted in the middle');
    }
    expect(deployment.steps.map(({ name, state }) => `${name} ${state}`)).not.toContainEqual(
      expect.stringContaining('running'),
    );
  });
});

test('a release command that outlives its killed agent never runs beside its second run', async () => {
  project.change({ pauses: { release: 6_000 } });
  const id = await project.push();
  await untilStep(day, id, 'release');
  while ((await workingCommands(project.mark)).length === 0) await sleep(10);
  await day.kill('agent');
  await day.startAgent();
  const runs = () => stepsBegun(day, id).filter((step) => step === 'release').length;
  let most = 0;
  while (runs() < 2) await sleep(5);
  for (let round = 0; round < 100; round += 1, await sleep(10)) {
    most = Math.max(most, (await workingCommands(project.mark)).length);
  }
  expect(most).toBe(1);
  expect(await project.ended(id)).toMatchObject({ state: 'live' });
});

async function expectNothingStray(live: number): Promise<void> {
  expect(await runningReleases(project.mark)).toEqual([live]);
  expect(await workingCommands(project.mark)).toEqual([]);
}
