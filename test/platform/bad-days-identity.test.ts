/** Certificates that are revoked or expired, and a second agent with the same identity. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Poller } from '../../scripts/platform/poller.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import { runningReleases } from '../support/bad-days/processes.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

let day: Day;
let project: BadDayProject;
let poller: Poller;

beforeAll(async () => {
  day = await startDay();
  project = await day.createProject('identity');
  await project.deploy();
  poller = project.poll();
});

afterAll(async () => {
  await poller?.stop();
  await day?.stop();
});

async function untilSaid(text: string, log: () => string): Promise<void> {
  for (let round = 0; round < 600; round += 1, await sleep(50)) if (log().includes(text)) return;
  throw new Error(`nobody said "${text}":\n${log()}`);
}

test('a revoked agent says so; its application goes on; what was pushed meanwhile is deployed after it joins again', async () => {
  await day.api.call('POST', '/nodes/oslo/revoke');
  await untilSaid('central has revoked this node', day.agentLog);
  const commit = project.change();
  const id = await project.push();
  expect(await project.show(id)).toMatchObject({ state: 'queued' });
  expect(await project.answer()).toMatchObject({ release: 1 });
  expect(await runningReleases(project.mark)).toEqual([1]);

  // A revoked agent tries again after minutes; who joins again starts it anew.
  await day.kill('agent');
  await day.rejoin();
  await day.startAgent();
  expect(await project.ended(id)).toMatchObject({ state: 'live', commit });
  expect(await project.deployments()).toHaveLength(2);
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
});

test('a second agent on the same state directory does not start, and says why', async () => {
  const second = day.spawnAgent();
  await expect(second.failed).rejects.toThrow('An agent with this state directory runs already');
  // The first one is the agent again for what follows.
  expect(await project.deploy()).toMatchObject({ state: 'live' });
});

test('a copy of the agent elsewhere: both sides say so, the application is untouched, the rightful one works on', async () => {
  const before = await project.answer();
  const copy = join(day.folders.root, 'copy');
  await cp(day.folders.agentState, copy, { recursive: true });
  // Another machine has neither these processes nor these projects.
  await rm(join(copy, 'status.json'));
  await rm(join(copy, 'processes'), { recursive: true });
  const thief = day.spawnAgent({
    VPSPILOT_AGENT_STATE_DIRECTORY: copy,
    VPSPILOT_AGENT_ROOT: join(day.folders.root, 'copy-root'),
    VPSPILOT_AGENT_CADDY_ADMIN: `unix/${join(day.folders.root, 'no-caddy.sock')}`,
  });
  const took = 'another agent with the identity of this node has connected';
  await untilSaid(took, day.agentLog);
  await untilSaid('a newer connection replaced this node', day.centralLog);
  expect(await project.answer()).toEqual(before);
  await thief.stop();

  // It would try again by itself after a minute or three.
  await day.kill('agent');
  await day.startAgent();
  const deployment = await project.deploy();
  expect(deployment).toMatchObject({ state: 'live' });
  expect(await runningReleases(project.mark)).toEqual([deployment.number]);
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
});

test('a certificate is renewed in time; one that has expired is said, and a new token mends it', async () => {
  await day.kill('agent');
  await day.kill('central');
  await day.startCentral({ VPSPILOT_CERTIFICATE_LIFETIME_SECONDS: '6' });
  await day.rejoin();
  await day.startAgent();
  await untilSaid('certificate renewed', day.agentLog);
  expect(await project.deploy()).toMatchObject({ state: 'live' });

  await day.kill('agent');
  const before = await project.answer();
  await sleep(7_000);
  const expired = day.spawnAgent();
  await untilSaid('the certificate of this node has expired', day.agentLog);
  const commit = project.change();
  const id = await project.push();
  expect(await project.answer()).toEqual(before);
  expect(await runningReleases(project.mark)).toHaveLength(1);
  process.kill(expired.pid, 'SIGKILL');
  await expired.failed.catch(() => undefined);
  await day.rejoin();
  await day.startAgent();
  expect(await project.ended(id)).toMatchObject({ state: 'live', commit });
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
}, 60_000);
