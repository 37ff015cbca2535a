import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeNode } from '../../support/fake-node.ts';

let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  await node.boot();
});

afterEach(() => node.remove());

test('a build that prints 200,000 lines: the node keeps all, the first and the last are told', async () => {
  const count = 200_000;
  node.machine.printed = Array.from({ length: count }, (_, at) => `line ${at + 1}`);
  const command = node.deploy();
  await node.run(command);

  const { buildLog } = node.context.releases.folders({ id: 1, slug: 'shop' });
  const kept = readFileSync(buildLog, 'utf8').match(/ build \| line \d+$/gm) ?? [];
  expect(kept.length).toBe(count);

  const told = (await node.events(command.id)).flatMap(({ event }) =>
    event.case === 'stepOutput' ? event.value.lines.map(({ text }) => text) : [],
  );
  expect(told[0]).toBe('line 1');
  expect(told).toContain(`line ${count}`);
  expect(told.length).toBeLessThan(16_000);
  const missing = /(\d+) lines left out/.exec(told.find((text) => text.includes('left out')) ?? '');
  expect(told.filter((text) => text.startsWith('line ')).length + Number(missing?.[1])).toBe(count);
});
