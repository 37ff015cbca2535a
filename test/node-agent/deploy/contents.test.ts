import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeNode } from '../../support/fake-node.ts';

let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  node.machine.config = {
    name: 'shop',
    type: 'nodejs',
    start: { command: 'node server.js' },
    env: { MODE: 'plain', KEY: '{{API_KEY}}', TOKEN: '{{TOKEN}}' },
  };
  await node.boot();
});
afterEach(() => node.remove());

async function told(commandId: string, kind: string) {
  const events = await node.events(commandId);
  return events.flatMap(({ event }) => (event.case === kind ? [event.value] : []));
}

test('config with placeholders before the build, closure after the switch, both before the end', async () => {
  node.secrets.set('sealed', { API_KEY: 'POISON-key-1', TOKEN: 'POISON-token-2' });
  const command = node.deploy({ environment: 'sealed' });
  await node.run(command);
  const [config] = await told(command.id, 'configRead');
  expect(config).toMatchObject({ placeholders: ['API_KEY', 'TOKEN'] });
  expect(JSON.stringify(config)).toContain('{{API_KEY}}');
  expect(JSON.stringify(config)).not.toContain('POISON');
  const [closure] = await told(command.id, 'closureMeasured');
  expect(closure).toMatchObject({ packages: [{ name: 'nodejs', version: '24.1.0', bytes: 9n }] });
  const kinds = (await node.events(command.id)).map(({ event }) => event.case);
  expect(kinds.indexOf('configRead')).toBeLessThan(kinds.indexOf('closureMeasured'));
  expect(kinds.indexOf('releaseLive')).toBeLessThan(kinds.indexOf('closureMeasured'));
  expect(kinds.at(-1)).toBe('finished');
});

test('a rollback and a changed environment tell them too; a closure that fails harms nothing', async () => {
  const secrets = { API_KEY: 'a secret', TOKEN: 'another' };
  node.secrets.set('sealed', secrets);
  await node.run(node.deploy({ environment: 'sealed' }));
  const changed = node.changeEnvironment('sealed');
  await node.run(changed);
  expect(await told(changed.id, 'configRead')).toHaveLength(1);
  node.context.ports.builder.closure = async () => Promise.reject(new Error('nix is gone'));
  const back = node.rollBack(1);
  await node.run(back);
  expect(await told(back.id, 'configRead')).toHaveLength(1);
  expect(await told(back.id, 'closureMeasured')).toEqual([]);
  expect(await node.told(back.id)).toContain('finished SUCCEEDED');
});
