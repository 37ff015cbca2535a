import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeNode } from '../../support/fake-node.ts';
import { servingRelease } from '../../support/fake-ports.ts';

const project = { id: 1, slug: 'shop' };
let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  node.machine.config = {
    name: 'shop',
    type: 'nodejs',
    start: { command: 'node server.js', port: 3000 },
  };
  node.machine.ownPort = 3000;
  await node.boot();
  const first = node.deploy();
  await node.run(first);
  expect(await node.told(first.id)).toContain('warning listens_on_own_port');
  expect((await node.context.releases.live(project))?.port).toBe(3000);
  node.machine.story.length = 0;
});

afterEach(() => node.remove());

const steps = /^(start|stop|health|switch to|drain) /;
/** The health check goes on elsewhere when the port is known: asked once more. */
const story = () =>
  node.machine.story.filter((line, at, all) => steps.test(line) && line !== all[at - 1]);

test('an application with a port of its own is restarted in place, and the log says so', async () => {
  const command = node.deploy();
  await node.run(command);
  expect(story()).toEqual(['stop 1', 'start 2', 'health 2', 'switch to 2']);
  const told = await node.told(command.id);
  expect(told).toContain('warning restarted_in_place');
  expect(told).toContain('drain skipped');
});

test('when the new release is bad the earlier one is started again', async () => {
  node.machine.fail('health');
  const command = node.deploy();
  await node.run(command);
  expect(story()).toEqual(['stop 1', 'start 2', 'health 2', 'stop 2', 'start 1']);
  expect((await node.told(command.id)).at(-1)).toBe('finished FAILED: health_failed');
  expect(await servingRelease(node.root)).toBe(1);
});

test('killed in the gap: the next agent ends the new release before it starts the live one', async () => {
  const there = node.machine.hangAt('health');
  await node.dispatcher.accept(node.deploy());
  await there;
  await node.kill();
  await node.dispatcher.idle();
  const lines = node.machine.story.slice(node.machine.story.indexOf('kill -9'));
  expect(lines.filter((line) => steps.test(line)).slice(0, 2)).toEqual(['stop 2', 'start 1']);
  expect(await servingRelease(node.root)).toBe(2);
});

test('the watch stops the bad release before it starts the earlier one again', async () => {
  const command = node.deploy({ watchSeconds: 60 });
  await node.dispatcher.accept(command);
  await expect.poll(() => node.told(command.id)).toContain('drain skipped');
  node.machine.crash(2);
  await node.dispatcher.idle();
  expect((await node.told(command.id)).at(-1)).toBe('finished ROLLED_BACK');
  expect(story().slice(-3)).toEqual(['start 1', 'health 1', 'switch to 1']);
});

test('when neither the new nor the earlier release is well, the new one gets the port back', async () => {
  const command = node.deploy({ watchSeconds: 60 });
  await node.dispatcher.accept(command);
  await expect.poll(() => node.told(command.id)).toContain('drain skipped');
  node.machine.fail('health');
  node.machine.crash(2);
  await node.dispatcher.idle();
  expect(await node.told(command.id)).toContain('warning return_failed');
  expect([...node.machine.running.keys()]).toEqual([2]);
});

test('a start command that takes $PORT is started beside the earlier release at once', async () => {
  node.machine.ownPort = undefined;
  node.machine.config = {
    name: 'shop',
    type: 'nodejs',
    start: { command: 'node server.js --port $PORT', port: 3000 },
  };
  await node.run(node.deploy());
  expect(story()).toEqual(['start 2', 'health 2', 'switch to 2', 'drain 1', 'stop 1']);
});

test('an application that listens on $PORT from now on is restarted in place for the last time', async () => {
  node.machine.ownPort = undefined;
  const command = node.deploy();
  await node.run(command);
  expect(story().slice(0, 4)).toEqual(['stop 1', 'start 2', 'health 2', 'switch to 2']);
  expect(await node.told(command.id)).toContain('warning restarted_in_place');
  expect((await node.context.releases.live(project))?.port).toBeGreaterThanOrEqual(20_000);
  node.machine.story.length = 0;
  await node.run(node.deploy());
  expect(story()).toEqual(['start 3', 'health 3', 'switch to 3', 'drain 2', 'stop 2']);
});

test('start.port alone changes nothing for an application that listens on $PORT', async () => {
  const other = new FakeNode();
  other.machine.config = node.machine.config;
  await other.boot();
  await other.run(other.deploy());
  const command = other.deploy();
  await other.run(command);
  expect(other.machine.story).toEqual(expect.arrayContaining(['switch to 2', 'drain 1', 'stop 1']));
  expect(other.machine.story.indexOf('stop 1')).toBeGreaterThan(
    other.machine.story.indexOf('switch to 2'),
  );
  expect(await other.told(command.id)).not.toContain('warning listens_on_own_port');
  other.remove();
});
