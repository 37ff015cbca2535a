import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetDigest } from '../../central/dependencies/digests.ts';
import { centralDigests } from '../../node-agent/adapters/dependencies/digests.ts';
import { joinCentral } from '../support/fake-agent.ts';
import { recordingStep } from '../support/step.ts';
import { TestCentral } from '../support/test-central.ts';

let central: TestCentral;
let root: string;
beforeEach(async () => {
  central = await TestCentral.start();
  root = mkdtempSync(join(tmpdir(), 'digests-'));
});
afterEach(async () => {
  await central.stop();
  rmSync(root, { recursive: true, force: true });
});

const one = 'a'.repeat(64);
const other = 'b'.repeat(64);

/** What a node asks central with, by its real certificate. */
async function nodeCalled(name: string) {
  const identity = await joinCentral(central, await central.joinToken(name));
  const stateDirectory = mkdtempSync(join(root, `${name}-`));
  const file = JSON.stringify({ ...identity, central: `127.0.0.1:${central.port}` });
  writeFileSync(join(stateDirectory, 'identity.json'), file);
  return centralDigests({ stateDirectory });
}

test('what one node has used first counts on every node, until somebody accepts a change', async () => {
  const [oslo, paris] = [await nodeCalled('oslo'), await nodeCalled('paris')];
  const step = recordingStep();
  await oslo.check('composer', { 'acme/a 1.0': one, 'acme/b 1.0': one }, step);
  await oslo.check('composer', { 'acme/a 1.0': one }, step);
  await paris.check('composer', { 'acme/b 1.0': one }, step);
  await paris.check('pip', { 'acme/a 1.0': other }, step);
  const changed = { 'acme/a 1.0': other, 'acme/new 1.0': one };
  await expect(paris.check('composer', changed, step)).rejects.toMatchObject({
    code: 'dependency_changed',
    message: expect.stringMatching(/acme\/a 1\.0 is not what it was: .*a{64}.* on oslo.*b{64}/),
    hint: expect.stringContaining("vpspilot dependencies forget composer 'acme/a 1.0'"),
  });
  const rows = await central.context.db.dependencyDigest.findMany({ select: { key: true } });
  expect(rows.map(({ key }) => key)).not.toContain('acme/new 1.0');
  await forgetDigest(central.context, { ecosystem: 'composer', key: 'acme/a 1.0' }, 'token:ada');
  await paris.check('composer', changed, step);
  await expect(oslo.check('composer', { 'acme/a 1.0': one }, step)).rejects.toThrow('on paris');
  expect(await central.context.db.auditEntry.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    ...{ actor: 'token:ada', action: 'dependency.forget', target: 'composer acme/a 1.0' },
  });
});

test('two nodes at the same moment: one of them is the first', async () => {
  const [oslo, paris] = [await nodeCalled('oslo'), await nodeCalled('paris')];
  const results = await Promise.allSettled([
    oslo.check('pip', { x: one }, recordingStep()),
    paris.check('pip', { x: other }, recordingStep()),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await central.context.db.dependencyDigest.count()).toBe(1);
});

test('more than one message holds', async () => {
  const oslo = await nodeCalled('oslo');
  const many = Object.fromEntries(Array.from({ length: 2_500 }, (_, at) => [`p${at}`, one]));
  await oslo.check('composer', many, recordingStep());
  expect(await central.context.db.dependencyDigest.count()).toBe(2_500);
  await expect(oslo.check('composer', { ...many, p2400: other }, recordingStep())).rejects.toThrow(
    'p2400 is not what it was',
  );
});

test('central that is away for a moment is waited for, and that is said', async () => {
  const oslo = await nodeCalled('oslo');
  const step = recordingStep();
  let checked: Promise<void> = Promise.resolve();
  await central.crash(async () => {
    checked = oslo.check('pip', { x: one }, step);
    while (step.outputs.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await checked;
  expect(step.outputs[0]).toContain('central does not answer; next try in');
  expect(await central.context.db.dependencyDigest.count()).toBe(1);
});

test('what cannot be recorded is refused, and a stop ends the waiting', async () => {
  const oslo = await nodeCalled('oslo');
  const refused = {
    code: 'central_unreachable',
    message: expect.stringContaining('digests_invalid'),
  };
  await expect(oslo.check('pip', { x: 'short' }, recordingStep())).rejects.toMatchObject(refused);
  const stopped = recordingStep(AbortSignal.abort(new Error('canceled')));
  await expect(oslo.check('pip', { x: one }, stopped)).rejects.toThrow('canceled');
});
