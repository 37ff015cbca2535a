import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../lib/user-error.ts';
import { FakeNode } from '../../support/fake-node.ts';
import { servingRelease } from '../../support/fake-ports.ts';

let node: FakeNode;

beforeEach(async () => {
  node = new FakeNode();
  await node.boot();
});

afterEach(() => node.remove());

const allDone = [
  'accepted 1',
  'fetch done',
  'config done',
  'dependencies done',
  'render done',
  'build done',
  'test skipped',
  'secrets done',
  'release skipped',
  'start done',
  'health done',
  'live 1',
  'switch done',
];

test('K32: a first deployment tells every step in its order', async () => {
  const command = node.deploy();
  await node.run(command);
  const told = await node.told(command.id);
  expect(told.slice(0, allDone.length)).toEqual(allDone);
  expect(told.slice(allDone.length).sort()).toEqual([
    'drain skipped',
    'finished SUCCEEDED',
    'watch done',
  ]);
  expect(await servingRelease(node.root)).toBe(1);
});

test('the commit is told as soon as it is fetched, also when the build fails', async () => {
  node.machine.fail('build');
  const command = node.deploy();
  await node.run(command);
  const told = (await node.events(command.id)).map(({ event }) => event);
  expect(told.find(({ case: kind }) => kind === 'sourceFetched')?.value).toMatchObject({
    ...{ commit: 'c0ffee'.padEnd(40, '0'), subject: 'A change', author: 'Ann' },
  });
});

test('K76 K79: the next one starts beside the old one, which drains and stops after the switch', async () => {
  await node.run(node.deploy());
  node.machine.story.length = 0;
  await node.run(node.deploy());
  const { story } = node.machine;
  const ordered = ['start 2', 'health 2', 'switch to 2', 'drain 1', 'stop 1'];
  expect(story.filter((line) => ordered.includes(line))).toEqual(ordered);
  expect([...node.machine.running.keys()]).toEqual([2]);
});

const config = {
  name: 'shop',
  type: 'nodejs',
  start: { command: 'node server.js' },
  test: { command: 'npm test' },
  release: { command: 'npm run migrate' },
};

const breakable = [
  'fetch',
  'dependencies',
  'render',
  'build',
  'test',
  'release',
  'start',
  'health',
  'switch',
] as const;

describe('the old release keeps serving', () => {
  beforeEach(async () => {
    node.machine.config = config;
    await node.run(node.deploy());
  });

  test.each(breakable)('when %s fails', async (place) => {
    node.machine.fail(place);
    const command = node.deploy();
    await node.run(command);
    const told = await node.told(command.id);
    expect(told.slice(-2)).toEqual([
      `${place} failed: ${place}_failed`,
      `finished FAILED: ${place}_failed`,
    ]);
    expect(await servingRelease(node.root)).toBe(1);
    expect([...node.machine.running.keys()]).toEqual([1]);
    expect(readdirSync(join(node.root, 'projects/project-1-shop/releases'))).toEqual(['1']);
  });

  test.each(breakable.filter((place) => place !== 'switch'))(
    'when it is canceled during %s, and the work really stops',
    async (place) => {
      const there = node.machine.hangAt(place);
      const command = node.deploy();
      await node.dispatcher.accept(command);
      await there;
      node.dispatcher.cancel(command.id);
      await node.dispatcher.idle();
      const told = await node.told(command.id);
      expect(told.slice(-2)).toEqual([`${place} canceled`, 'finished CANCELED: canceled']);
      expect(await servingRelease(node.root)).toBe(1);
      expect([...node.machine.running.keys()]).toEqual([1]);
    },
  );
});

test('K47: every secret without a value is named before anything starts', async () => {
  node.machine.config = { ...config, env: { A: '{{DB_HOST}}', B: '{{API_KEY}}', C: '{{GIVEN}}' } };
  node.secrets.set('sealed', { GIVEN: 'some-value' });
  const command = node.deploy({ environment: 'sealed' });
  await node.run(command);
  const last = (await node.events(command.id)).at(-1);
  expect(last?.event.value).toMatchObject({
    failure: { code: 'secrets_missing', message: 'These secrets have no value: API_KEY, DB_HOST' },
  });
  expect(node.machine.story).not.toContain('start 1');
});

test('K38 K39: .env holds secrets, placeholders, literals and the port, readable by its owner only', async () => {
  node.machine.config = {
    ...config,
    env: { NODE_ENV: 'production', DATABASE: '{{DB}}', COLOR: 'blue' },
  };
  node.secrets.set('sealed', { DB: 'postgres-url', EXTRA: 'more', COLOR: 'green', PORT: '3000' });
  const command = node.deploy({ environment: 'sealed' });
  await node.run(command);
  const file = join(node.root, 'projects/project-1-shop/releases/1/.env');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines).toEqual([
    'COLOR=green',
    'DATABASE=postgres-url',
    'DB=postgres-url',
    'EXTRA=more',
    'NODE_ENV=production',
    'PORT=20000',
    `VPSPILOT_COMMIT=${'c0ffee'.padEnd(40, '0')}`,
    'VPSPILOT_RELEASE=1',
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await node.told(command.id)).toContain('warning variable_overridden');
});

test('K41: a secret is masked in every event, whoever prints it', async () => {
  node.secrets.set('sealed', { KEY: 'hunter2-hunter2' });
  const first = node.deploy({ environment: 'sealed' });
  await node.run(first);
  node.machine.failures.set('health', new UserError('bad', 'the app said hunter2-hunter2'));
  const second = node.deploy({ environment: 'sealed' });
  await node.run(second);
  const journal = readFileSync(join(node.folder, 'state/journal', second.id, 'events'), 'utf8');
  expect(journal).toContain('the app said ********');
  expect(journal).not.toContain('hunter2');
});

test('old releases beyond those kept are removed and named; the live one never is', async () => {
  node.keepReleases = 2;
  await node.kill();
  for (let at = 0; at < 5; at += 1) await node.run(node.deploy());
  const releases = readdirSync(join(node.root, 'projects/project-1-shop/releases')).sort();
  expect(releases).toEqual(['3', '4', '5']);
  expect(node.machine.story).toContain('forget generations 2');
  expect(await node.told('command-5')).toContain('warning releases_removed');
});

test('a removed project leaves nothing', async () => {
  await node.run(node.deploy());
  const command = node.command({
    case: 'removeProject',
    value: { project: { id: 1, slug: 'shop', domains: [] } },
  });
  const { id } = command;
  command.id = `${id}-removal`;
  await node.run(command);
  expect((await node.told(command.id)).at(-1)).toBe('finished SUCCEEDED');
  expect(readdirSync(join(node.root, 'projects'))).toEqual(['current']);
  expect(node.machine.running.size).toBe(0);
  expect(node.machine.story).toContain('remove profile');
});

test('O5: a command whose deadline has passed is not started', async () => {
  const { command } = node.deploy();
  const late = node.command(command as never, BigInt(Date.now() - 1_000));
  await node.run(late);
  expect((await node.told(late.id)).at(-1)).toBe('finished FAILED: deadline_passed');
  expect(node.machine.story).toEqual([]);
});

test.each(['../../etc', 'UPPER', ''])('a project named %j is refused', async (slug) => {
  const value = { project: { id: 1, slug, domains: [] }, deployment: node.header() };
  const command = node.command({ case: 'rollBack', value });
  await node.run(command);
  expect((await node.told(command.id)).at(-1)).toBe('finished FAILED: command_invalid');
});

test('an id runs once, however often it comes', async () => {
  const command = node.deploy();
  await node.run(command, command, command);
  expect(node.machine.story.filter((line) => line === 'build')).toHaveLength(1);
});

test('two deployments of a project run one after the other', async () => {
  const [first, second] = [node.deploy(), node.deploy()];
  await node.run(first, second);
  const { story } = node.machine;
  expect(story.indexOf('switch to 1')).toBeLessThan(story.lastIndexOf('fetch main'));
  expect(await servingRelease(node.root)).toBe(2);
});
