import { afterEach, beforeEach, expect, test } from 'vitest';
import { join } from '../../../node-agent/join.ts';
import { keepConnected } from '../../../node-agent/loops/connect.ts';
import { FakeCentral } from '../../support/fake-central.ts';
import { FakeNode } from '../../support/fake-node.ts';

let central: FakeCentral;
let node: FakeNode;
let stop: () => Promise<void>;

beforeEach(async () => {
  central = await FakeCentral.start();
  node = new FakeNode();
  await node.boot();
  await join(node.context.settings, { token: central.joinToken() });
  const stopping = new AbortController();
  const connected = keepConnected(node.context, node.dispatcher, 'one', stopping.signal);
  stop = async () => {
    stopping.abort();
    await connected;
  };
  await expect.poll(() => central.count('heartbeat')).toBeGreaterThan(0);
});

afterEach(async () => {
  await stop();
  await central.stop();
  node.remove();
});

test('a central that has lost events, even of an ended command, gets them once more', async () => {
  const command = node.deploy();
  central.command(command);
  await expect.poll(() => node.context.journal.knownIds().length).toBe(1);
  await expect.poll(() => node.context.journal.open()).toEqual([]);
  const all = central.of(command.id);
  central.events.set(command.id, all.slice(0, 4));
  central.acknowledge(command.id);
  await expect.poll(() => central.of(command.id).length).toBe(all.length);
  await expect.poll(() => node.context.journal.open()).toEqual([]);
});

test('a central that falls behind in the middle gets everything from there', async () => {
  const there = node.machine.hangAt('build');
  const command = node.deploy();
  central.command(command);
  await there;
  await expect.poll(() => central.of(command.id).length).toBeGreaterThan(8);
  const all = central.of(command.id);
  await central.disappear();
  central.events.set(command.id, all.slice(0, 3));
  await central.listen();
  await expect.poll(() => central.count('hello'), { timeout: 9_000 }).toBe(2);
  central.acknowledge(command.id);
  const { journal } = node.context;
  await expect.poll(() => central.of(command.id).length).toBe(journal.lastSequence(command.id));
  await expect.poll(() => central.of(command.id).length).toBeGreaterThanOrEqual(all.length);
});
