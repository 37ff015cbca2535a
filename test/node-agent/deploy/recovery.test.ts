import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeNode } from '../../support/fake-node.ts';
import { servingRelease } from '../../support/fake-ports.ts';

let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  node.machine.config = {
    name: 'shop',
    type: 'nodejs',
    start: { command: 'node server.js' },
    test: { command: 'npm test' },
    release: { command: 'npm run migrate' },
  };
  await node.boot();
  await node.run(node.deploy());
});

afterEach(() => node.remove());

const places = [
  'fetch',
  'dependencies',
  'render',
  'build',
  'test',
  'release',
  'start',
  'health',
] as const;

test.each(places)(
  'killed during %s: the next agent starts over, and the deployment goes live',
  async (place) => {
    const there = node.machine.hangAt(place);
    const command = node.deploy();
    await node.dispatcher.accept(command);
    await there;
    await node.kill();
    expect(await servingRelease(node.root)).toBe(1);
    await node.dispatcher.idle();
    const told = await node.told(command.id);
    expect(told).toContain('accepted 2');
    expect(told).toContain('warning agent_restarted');
    expect(told.filter((line) => line === 'live 2')).toHaveLength(1);
    expect(told.at(-1)).toBe('finished SUCCEEDED');
    expect([...node.machine.running.keys()]).toEqual([2]);
  },
);

test('a process that was started before the kill is stopped before the command starts over', async () => {
  const there = node.machine.hangAt('health');
  await node.dispatcher.accept(node.deploy());
  await there;
  await node.kill();
  await node.dispatcher.idle();
  const { story } = node.machine;
  const afterKill = story.slice(story.indexOf('kill -9'));
  expect(afterKill.indexOf('stop 2')).toBeLessThan(afterKill.indexOf('start 2'));
});

test('the third interruption ends the command with what to do', async () => {
  const command = node.deploy();
  for (let times = 0; times < 3; times += 1) {
    const there = node.machine.hangAt('build');
    if (times === 0) await node.dispatcher.accept(command);
    await there;
    if (times < 2) {
      node.machine.story.push('kill -9');
      await node.boot();
    }
  }
  await node.kill();
  await node.dispatcher.idle();
  expect((await node.told(command.id)).at(-1)).toBe('finished FAILED: interrupted');
  expect(await servingRelease(node.root)).toBe(1);
});

test('killed between the link and the event: the release is live, and central is told so', async () => {
  const command = node.deploy();
  const switched = node.machine.killAfterSwitch();
  await node.dispatcher.accept(command);
  await switched;
  await node.kill();
  expect(await node.told(command.id)).toContain('live 2');
  await node.dispatcher.idle();
  const told = await node.told(command.id);
  expect(told.filter((line) => line === 'live 2')).toHaveLength(1);
  expect(told.filter((line) => line.startsWith('switch done'))).toHaveLength(1);
  expect(told).not.toContain('accepted 2');
  expect(told.at(-1)).toBe('finished SUCCEEDED');
  expect(await servingRelease(node.root)).toBe(2);
});

test('killed during the watch: the next agent goes on watching, and ends the drain', async () => {
  const command = node.deploy({ watchSeconds: 60 });
  await node.dispatcher.accept(command);
  await expect.poll(() => node.told(command.id)).toContain('live 2');
  await node.kill();
  await expect.poll(() => node.told(command.id)).toContain('drain done');
  node.machine.crash(2);
  await node.dispatcher.idle();
  const told = await node.told(command.id);
  expect(told).toContain('rolled back 2 to 1');
  expect(told.at(-1)).toBe('finished ROLLED_BACK');
  expect(await servingRelease(node.root)).toBe(1);
});

test('a live release whose process is gone is started without central', async () => {
  node.machine.running.clear();
  await node.kill();
  expect([...node.machine.running.keys()]).toEqual([1]);
});

test('processes of releases that nobody knows are stopped', async () => {
  node.machine.running.set(99, () => undefined);
  await node.kill();
  expect([...node.machine.running.keys()]).toEqual([1]);
});

test('a finished command is not run again by the next agent', async () => {
  const before = node.machine.story.filter((line) => line === 'build').length;
  await node.kill();
  await node.dispatcher.idle();
  expect(node.machine.story.filter((line) => line === 'build')).toHaveLength(before);
});

test('an agent that is stopped in the middle leaves the command open for the next one', async () => {
  const there = node.machine.hangAt('build');
  const command = node.deploy();
  await node.dispatcher.accept(command);
  await there;
  await node.dispatcher.stop();
  expect((await node.told(command.id)).filter((line) => line.startsWith('finished'))).toEqual([]);
  await node.kill();
  await node.dispatcher.idle();
  expect((await node.told(command.id)).at(-1)).toBe('finished SUCCEEDED');
});
