import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryCommand } from '../../../lib/run-command.ts';
import type { Ports } from '../../../node-agent/ports.ts';
import { FakeNode } from '../../support/fake-node.ts';
import { FakeMachine } from '../../support/fake-ports.ts';

/** Its tests are a shell that starts another program and waits for it. */
class MachineWithSlowTests extends FakeMachine {
  override ports(): Ports {
    const fake = super.ports();
    const run = async (signal: AbortSignal) => {
      await tryCommand(['sh', '-c', 'sleep 61.5 & wait'], { signal });
    };
    return { ...fake, builder: { ...fake.builder, test: (_, step) => run(step.signal) } };
  }
}

let node: FakeNode;

beforeEach(() => {
  node = new FakeNode(new MachineWithSlowTests());
  node.machine.config = {
    ...{ name: 'shop', type: 'nodejs', start: { command: 'node server.js' } },
    test: { command: 'npm test' },
  };
});
afterEach(() => node.remove());

test('a step that takes too long is ended with all that it has started, and says what to set', async () => {
  node.timeLimits = { test: 1 };
  await node.boot();
  const command = node.deploy();
  const startedAt = performance.now();
  await node.run(command);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  const told = await node.told(command.id);
  expect(told.slice(-2)).toEqual([
    'test failed: test_timed_out',
    'finished FAILED: test_timed_out',
  ]);
  const { exitCode } = await tryCommand(['pgrep', '-f', '^sleep 61.5$']);
  expect(exitCode).toBe(1);
});

test('the time before a restart of the agent counts', async () => {
  node.timeLimits = { total: 2 };
  await node.boot();
  const there = node.machine.hangAt('build');
  const command = node.deploy();
  await node.dispatcher.accept(command);
  await there;
  await sleep(1_500);
  await node.kill();
  const startedAt = performance.now();
  await node.dispatcher.idle();
  expect(performance.now() - startedAt).toBeLessThan(1_500);
  expect((await node.told(command.id)).at(-1)).toBe('finished FAILED: deployment_timed_out');
});
