import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../../lib/logger.ts';
import type { Disk } from '../../../node-agent/domain/disk-space.ts';
import { keepSwept } from '../../../node-agent/loops/sweep.ts';
import type { DiskSpace } from '../../../node-agent/ports.ts';
import type { AgentSettings } from '../../../node-agent/settings.ts';
import { unmeasured } from '../../support/disk-sizes.ts';
import { FakeNode } from '../../support/fake-node.ts';

const gibibyte = 1024 ** 3;
const dayMs = 86_400_000;
const disk = (free: number): Disk => ({
  totalBytes: 40 * gibibyte,
  freeBytes: free * gibibyte,
});

let node: FakeNode;
/** What the sweep did and said, in order. */
let story: string[];
let free: { root: number; store: number };
/** What a collection finds to free, in GiB: what kept releases were not built from, and the rest. */
let garbage: [unneeded: number, needed: number];
let clock: number;
let settings: AgentSettings;
let stopping: AbortController;
let swept: Promise<void>;

const space: DiskSpace = {
  measure: async () => ({ root: disk(free.root), store: disk(free.store) }),
  ...unmeasured,
  async forgetDependencies(unusedMs) {
    story.push(`forget sets unused for ${unusedMs / dayMs} days`);
    return 0;
  },
  async collectGarbage({ bytes, sparing }) {
    const freed = Math.min(bytes / gibibyte, garbage[sparing ? 0 : 1]);
    free.store += freed;
    story.push(`collect ${bytes / gibibyte} GiB${sparing ? ' sparingly' : ''}`);
    return `${freed} GiB freed`;
  },
};

beforeEach(async () => {
  story = [];
  free = { root: 20, store: 20 };
  garbage = [10, 10];
  clock = Date.now();
  stopping = new AbortController();
  node = new FakeNode();
  node.log = createLogger('agent', {
    level: 'info',
    write: (line) => void story.push(JSON.parse(line).msg),
  });
  await node.boot();
  settings = { ...node.context.settings };
  const tools = { ...node.context, space, settings, now: () => clock };
  swept = keepSwept(tools, stopping.signal);
});

afterEach(async () => {
  stopping.abort();
  await swept;
  node.remove();
});

const done = () => story.filter((line) => /^(forget|collect) /.test(line));

/** The loop is idle again: two turns of everything that it waits for. */
async function settled() {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('with enough room nothing happens when a deployment ends', async () => {
  await node.run(node.deploy());
  await settled();
  expect(done()).toEqual([]);
});

test('once a day what is unused is let go, and nothing is collected', async () => {
  await node.run(node.deploy());
  await settled();
  clock += dayMs;
  node.context.commandEnded.wake();
  await expect.poll(() => node.machine.story).toContain('keep generations 1');
  expect(done()).toEqual(['forget sets unused for 30 days']);
  node.context.commandEnded.wake();
  await settled();
  expect(done()).toHaveLength(1);
});

test('a deployment that left too little room is followed by a collection of what is needed', async () => {
  free.store = 3;
  await node.run(node.deploy());
  await expect.poll(done).toEqual(['forget sets unused for 1 days', 'collect 2 GiB sparingly']);
  expect(story).toContain(
    'disk space is low: 20.0 of 40.0 GiB free; Nix store: 3.0 of 40.0 GiB free',
  );
  await expect.poll(() => story).toContain('collected the Nix store: 2 GiB freed');
});

test('what builds are made from goes only when the rest is not enough', async () => {
  free.store = 3;
  garbage = [0.5, 10];
  await node.run(node.deploy());
  await expect.poll(done).toContain('collect 1.5 GiB');
});

test('a failed deployment may leave too little room too, and generations without a release', async () => {
  await node.run(node.deploy());
  free.store = 1;
  node.machine.fail('health');
  await node.run(node.deploy());
  await expect.poll(done).toContain('collect 4 GiB sparingly');
  expect(node.machine.story.at(-1)).toBe('keep generations 1');
});

test('nothing is collected while a build runs, but when it has ended', async () => {
  free.store = 3;
  const building = node.machine.hangAt('build');
  const command = node.deploy();
  await node.dispatcher.accept(command);
  await building;
  node.context.commandEnded.wake();
  await settled();
  expect(done().filter((line) => line.startsWith('collect'))).toEqual([]);
  node.dispatcher.cancel(command.id);
  await expect.poll(done).toContain('collect 2 GiB sparingly');
});

test('a build waits for a collection', async () => {
  const { promise: collected, resolve } = Promise.withResolvers<void>();
  const collecting = node.context.buildSlots.tryAll(() => collected);
  const command = node.deploy();
  await node.dispatcher.accept(command);
  await expect.poll(() => node.told(command.id)).toContain('warning waiting_for_build_slot');
  expect(node.machine.story).not.toContain('build');
  resolve();
  expect(await collecting).toBe(true);
  await node.dispatcher.idle();
  expect((await node.told(command.id)).at(-1)).toBe('finished SUCCEEDED');
});

test('when the other disk is low the store is left alone, and the log says what to do', async () => {
  free.root = 1;
  await node.run(node.deploy());
  await expect.poll(() => story.join()).toContain('still low after sweeping: 1.0 of 40.0 GiB free');
  expect(done()).toEqual(['forget sets unused for 1 days']);
});

test('releases beyond those to keep are removed, also after the setting was lowered', async () => {
  for (let count = 0; count < 4; count += 1) await node.run(node.deploy());
  settings.keepReleases = 1;
  clock += dayMs;
  node.context.commandEnded.wake();
  const kept = async () => (await node.context.releases.list({ id: 1, slug: 'shop' })).length;
  await expect.poll(kept).toBe(2);
  expect(story.join()).toContain('No longer kept for rollback: release 1, 2');
});
