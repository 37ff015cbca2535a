import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeNode } from '../../support/fake-node.ts';

let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  await node.boot();
});

afterEach(() => node.remove());

test('K88: a rollback starts the recorded release again, without fetching or building', async () => {
  node.secrets.set('old', { KEY: 'old-value' });
  node.secrets.set('new', { KEY: 'new-value' });
  await node.run(node.deploy({ environment: 'old' }), node.deploy({ environment: 'new' }));
  node.machine.story.length = 0;
  const command = node.rollBack(1);
  await node.run(command);
  expect(node.machine.story.slice(0, 3)).toEqual(['start 3', 'health 3', 'switch to 3']);
  const env = readFileSync(join(node.root, 'projects/project-1-shop/releases/3/.env'), 'utf8');
  expect(env).toContain('KEY=old-value');
  const live = (await node.events(command.id)).find(({ event }) => event.case === 'releaseLive');
  expect(live?.event.value).toMatchObject({
    storePath: '/nix/store/shop-1',
    environmentVersion: 1,
  });
  expect(await node.told(command.id)).toContain('build skipped');
});

test('a rollback to a release that is gone says so', async () => {
  await node.run(node.deploy());
  const command = node.rollBack(7);
  await node.run(command);
  expect((await node.told(command.id)).at(-1)).toBe('finished FAILED: release_not_kept');
});

test('a change of secrets starts the same code with the new ones', async () => {
  node.secrets.set('new', { KEY: 'new-value' });
  await node.run(node.deploy());
  const command = node.changeEnvironment('new');
  await node.run(command);
  expect(node.machine.story.filter((line) => line === 'build')).toHaveLength(1);
  const env = readFileSync(join(node.root, 'projects/project-1-shop/releases/2/.env'), 'utf8');
  expect(env).toContain('KEY=new-value');
});

test('a change of secrets without a live release says what to do', async () => {
  const command = node.changeEnvironment('x');
  await node.run(command);
  expect((await node.told(command.id)).at(-1)).toBe('finished FAILED: nothing_live');
});
