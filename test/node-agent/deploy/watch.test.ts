import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Command } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { FakeNode } from '../../support/fake-node.ts';
import { servingRelease } from '../../support/fake-ports.ts';

let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  await node.boot();
  await node.run(node.deploy());
});

afterEach(() => node.remove());

async function untilLive(command: Command, release: number): Promise<void> {
  await node.dispatcher.accept(command);
  await expect.poll(() => node.told(command.id)).toContain(`live ${release}`);
}

test('K70: a release that ends while it is watched is taken back at once', async () => {
  const command = node.deploy({ watchSeconds: 60 });
  await untilLive(command, 2);
  await expect.poll(() => node.machine.story).toContain('stop 1');
  node.machine.crash(2);
  await node.dispatcher.idle();
  const told = await node.told(command.id);
  expect(told.slice(-3)).toEqual([
    'rolled back 2 to 1',
    'watch failed: release_ended',
    'finished ROLLED_BACK',
  ]);
  // It had been stopped after the drain, so it is started again.
  const { story } = node.machine;
  const after = story.slice(story.indexOf('stop 1') + 1).filter((line) => line !== 'enable 2');
  expect(after).toEqual(['start 1', 'health 1', 'switch to 1', 'enable 1', 'drain 2']);
  expect(await servingRelease(node.root)).toBe(1);
});

test('K70: a release that stops answering is taken back after several probes', async () => {
  const command = node.deploy({ watchSeconds: 1 });
  await untilLive(command, 2);
  node.machine.probeAnswer = 'status 500';
  await node.dispatcher.idle();
  expect(await node.told(command.id)).toContain('watch failed: health_check_failed');
  expect(await servingRelease(node.root)).toBe(1);
});

test('when the earlier release is bad too, the new one is started again and stays, and the log says so', async () => {
  const command = node.deploy({ watchSeconds: 60 });
  await untilLive(command, 2);
  await expect.poll(() => node.machine.story).toContain('stop 1');
  node.machine.fail('health');
  node.machine.crash(2);
  await node.dispatcher.idle();
  const told = await node.told(command.id);
  expect(told).toContain('warning return_failed');
  // Live is what has the traffic, be it good or bad; the step that failed says the rest.
  expect(told).toContain('watch failed: release_ended');
  expect(told.at(-1)).toBe('finished SUCCEEDED');
  expect(await servingRelease(node.root)).toBe(2);
  expect([...node.machine.running.keys()]).toEqual([2]);
  const warning = (await node.events(command.id)).find(({ event }) => event.case === 'warning');
  expect(JSON.stringify(warning?.event.value)).toContain('vpspilot rollback shop --to');
});

test('a first release has nothing to return to', async () => {
  const fresh = new FakeNode();
  await fresh.boot();
  const command = fresh.deploy({ watchSeconds: 60 });
  await fresh.dispatcher.accept(command);
  await expect.poll(() => fresh.told(command.id)).toContain('live 1');
  await expect.poll(() => fresh.told(command.id)).toContain('drain skipped');
  await new Promise((resolve) => setTimeout(resolve, 20));
  fresh.machine.crash(1);
  await fresh.dispatcher.idle();
  expect(await fresh.told(command.id)).toContain('warning no_earlier_release');
  expect(await servingRelease(fresh.root)).toBe(1);
  fresh.remove();
});

test('a newer switch ends the watch of the release before', async () => {
  const second = node.deploy({ watchSeconds: 60 });
  await untilLive(second, 2);
  const third = node.deploy();
  await node.dispatcher.accept(third);
  await node.dispatcher.idle();
  expect((await node.told(second.id)).slice(-2)).toEqual(['watch done', 'finished SUCCEEDED']);
  expect(await servingRelease(node.root)).toBe(3);
});

test('a cancel after the switch comes too late and changes nothing', async () => {
  const command = node.deploy({ watchSeconds: 1 });
  await untilLive(command, 2);
  node.dispatcher.cancel(command.id);
  await node.dispatcher.idle();
  expect((await node.told(command.id)).at(-1)).toBe('finished SUCCEEDED');
  expect(await servingRelease(node.root)).toBe(2);
});
