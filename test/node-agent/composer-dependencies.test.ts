import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { composerEcosystem } from '../../node-agent/adapters/dependencies/composer.ts';
import { localDigests } from '../support/local-digests.ts';
import { type PublishedPackage, startPackagist } from '../support/registries/packagist.ts';
import { recordingStep } from '../support/step.ts';

let root: string;
let registry: Awaited<ReturnType<typeof startPackagist>>;
let token: string | undefined;

const greeting: PublishedPackage = {
  name: 'acme/greeting',
  version: '1.2.3',
  manifest: {},
  files: () => ({ 'src/Greeting.php': '<?php' }),
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'composer-'));
  token = undefined;
});
afterEach(async () => {
  await registry.stop();
  rmSync(root, { recursive: true, force: true });
});

async function publish(...packages: PublishedPackage[]): Promise<void> {
  registry = await startPackagist({ packages, ...(token !== undefined && { token }) });
}

interface Options {
  require?: Record<string, string>;
  locked?: object[];
  lockedDev?: object[];
  lock?: object | false;
  files?: Record<string, string>;
  commands?: string[];
  secrets?: Record<string, string>;
  composerMirror?: string;
  digests?: ReturnType<typeof localDigests>;
}

/** Reads a project of these files and fetches what it locks. */
async function fetched(options: Options = {}) {
  const directory = mkdtempSync(join(root, 'tree-'));
  const { require = {}, locked = [registry.locked('acme/greeting')], lockedDev = [] } = options;
  const manifest = { name: 'acme/app', require };
  const lock = options.lock ?? { packages: locked, 'packages-dev': lockedDev };
  const files = {
    'composer.json': JSON.stringify(manifest),
    ...(lock !== false && { 'composer.lock': JSON.stringify(lock) }),
    ...options.files,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const text = JSON.stringify({
    ...{ name: 'App', type: 'laravel', start: { command: 'php' } },
    build: { commands: options.commands ?? [] },
  });
  const { config } = parseAppConfig(text);
  if (config === undefined) throw new Error('no config');
  const ecosystem = composerEcosystem({
    root: join(root, 'agent'),
    composerMirror: options.composerMirror ?? '',
    digests: options.digests ?? localDigests(),
  });
  const step = recordingStep();
  const set = await ecosystem.read(
    {
      project: { id: 1, slug: 'app', domains: [] },
      tree: { directory, commit: '', subject: '', author: '' },
      config,
      secrets: async () => options.secrets ?? {},
      runtimes: { php: '8.2' },
    },
    step,
  );
  const target = mkdtempSync(join(root, 'set-'));
  const count = (await set?.fill(target, step)) ?? 0;
  return { set, step, count, directory, files: filesIn(target), target };
}

function filesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

test('archives are fetched once, and the same lock has the same name everywhere', async () => {
  await publish(greeting);
  const first = await fetched();
  expect(first).toMatchObject({ count: 1, set: { packages: 1, source: 'composer.lock' } });
  expect(first.files.join()).toMatch(/files\/acme\/greeting\/[0-9a-f]{40}\.zip$/);
  const second = await fetched();
  expect(second).toMatchObject({ count: 0, set: { key: first.set?.key } });
  expect(registry.requests).toHaveLength(1);
  expect(first.set?.environment('/nix/store/x')).toMatchObject({ COMPOSER_CACHE_READ_ONLY: '1' });
});

test('a hash of the lock that is not that of the archive is refused', async () => {
  await publish({ ...greeting, hashed: true });
  expect((await fetched()).count).toBe(1);
  const locked = structuredClone(registry.locked('acme/greeting'));
  if (locked !== undefined) locked.dist.shasum = 'a'.repeat(40);
  await expect(fetched({ locked: [{ ...locked }] })).rejects.toMatchObject({
    code: 'dependency_fetch_failed',
    message: expect.stringContaining('acme/greeting 1.2.3 could not be fetched'),
  });
});

test('an archive without a hash is what it was at its first use, on every node', async () => {
  await publish(greeting);
  const known = new Map<string, string>();
  await fetched({ digests: localDigests(known) });
  expect([...known.keys()]).toEqual([
    `composer acme/greeting 1.2.3 ${registry.url}/dists/acme/greeting/1.2.3.zip`,
  ]);
  registry.publish({ ...greeting, files: () => ({ 'src/Greeting.php': '<?php // changed' }) });
  rmSync(join(root, 'agent'), { recursive: true });
  await expect(fetched({ digests: localDigests(known) })).rejects.toThrow('dependency_changed');
});

test('a mirror is asked for what comes from packagist.org, and for nothing else', async () => {
  await publish(greeting);
  const composerMirror = `${registry.url}/mirror/%package%/%version%.%type%`;
  const dist = { type: 'zip', url: 'https://repo.example.invalid/a.zip', reference: 'abc' };
  const locked = { ...greeting, dist, 'notification-url': 'https://packagist.org/downloads/' };
  await expect(fetched({ composerMirror, locked: [locked] })).rejects.toThrow('HTTP 404');
  expect(registry.requests.map(({ path }) => path)).toEqual(['/mirror/acme/greeting/1.2.3.0.zip']);
  expect((await fetched({ composerMirror })).count).toBe(1);
});

test.each([
  [
    'COMPOSER_AUTH, password',
    { COMPOSER_AUTH: '{"http-basic": {"127.0.0.1": {"username": "me", "password": "POISON-1"}}}' },
    undefined,
  ],
  ['COMPOSER_AUTH, bearer', { COMPOSER_AUTH: '{"bearer": {"127.0.0.1": "POISON-1"}}' }, undefined],
  [
    'auth.json',
    { REPOSITORY_TOKEN: 'POISON-1' },
    '{"http-basic": {"127.0.0.1": {"username": "me", "password": "${REPOSITORY_TOKEN}"}}}',
  ],
])(
  'a private repository gets its token from %s, and nothing that stays has it',
  async (_, secrets, auth) => {
    token = 'POISON-1';
    await publish(greeting);
    const files: Record<string, string> = auth === undefined ? {} : { 'auth.json': auth };
    const { set, step, target, directory } = await fetched({ secrets, files });
    const kept = [...filesIn(target), ...filesIn(directory)].map((file) =>
      readFileSync(file, 'latin1'),
    );
    const said = [
      ...step.outputs,
      ...step.warnings,
      set?.key,
      JSON.stringify(set?.environment('x')),
    ];
    expect([...kept, ...said].join()).not.toContain('POISON-1');
    expect(registry.requests.at(-1)?.authorization).toBeDefined();
  },
);

test('without its token a private repository is explained; a token in the repository is warned of', async () => {
  token = 'secret';
  await publish(greeting);
  await expect(fetched()).rejects.toMatchObject({
    code: 'dependency_fetch_failed',
    hint: expect.stringContaining('COMPOSER_AUTH'),
  });
  const open = { 'auth.json': '{"bearer": {"127.0.0.1": "secret"}}' };
  const { step } = await fetched({ files: open });
  expect(step.warnings.join()).toContain('token_in_repository');
  const missing = { 'auth.json': '{"bearer": {"127.0.0.1": "${NOT_SET}"}}' };
  await expect(fetched({ files: missing })).rejects.toMatchObject({ code: 'secrets_missing' });
  await expect(fetched({ secrets: { COMPOSER_AUTH: '{token' } })).rejects.toMatchObject({
    message: 'The secret COMPOSER_AUTH is not valid JSON',
  });
});

test('packages for development are fetched when a command installs them', async () => {
  const tool = { ...greeting, name: 'acme/tool' };
  await publish(greeting, tool);
  const lockedDev = [{ ...registry.locked('acme/tool') }];
  const count = async (...commands: string[]) =>
    (await fetched({ lockedDev, commands })).set?.packages;
  expect(await count()).toBe(1);
  expect(await count('composer install --no-dev')).toBe(1);
  expect(await count('composer install')).toBe(2);
});

test('a lock that does not fit its composer.json is named before the build', async () => {
  await publish(greeting);
  await expect(fetched({ require: { 'acme/other': '^1', php: '^8' } })).rejects.toMatchObject({
    code: 'lock_invalid',
    message: 'composer.json asks for acme/other, which composer.lock does not have',
    hint: 'Run composer update acme/other and commit composer.lock',
  });
  const { step } = await fetched({ lock: { packages: [], 'content-hash': 'old' } });
  expect(step.warnings.join()).toContain('lock_outdated');
  await expect(fetched({ lock: false, require: { 'acme/greeting': '*' } })).rejects.toMatchObject({
    code: 'lock_missing',
  });
  expect((await fetched({ lock: false, require: { php: '^8' } })).set?.packages).toBe(0);
});
