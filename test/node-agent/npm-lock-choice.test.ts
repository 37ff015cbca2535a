import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { npmEcosystem } from '../../node-agent/adapters/dependencies/npm.ts';
import { defaultSettings } from '../../node-agent/settings.ts';
import { gitRepository } from '../support/git-repository.ts';
import { localDigests } from '../support/local-digests.ts';
import { recordingStep } from '../support/step.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'locks-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What npm's module says of a tree whose build commands are these. */
function read(directory: string, commands: string[] = []) {
  const text = { name: 'x', type: 'nodejs', build: { commands }, start: { command: 'node .' } };
  const { config } = parseAppConfig(JSON.stringify(text));
  if (config === undefined) throw new Error('the config of the test is invalid');
  const settings = { ...defaultSettings, root: join(root, 'node'), digests: localDigests() };
  const npmRegistry = 'http://127.0.0.1:9/';
  return npmEcosystem({ ...settings, npmRegistry }).read(
    {
      project: { id: 1, slug: 'app', domains: [] },
      tree: { commit: '', directory, subject: '', author: '' },
      config,
      secrets: async () => ({}),
      runtimes: { node: '24' },
    },
    recordingStep(),
  );
}

function treeWith(files: Record<string, string>): string {
  const directory = mkdtempSync(join(root, 'tree-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

const manifest = '{"dependencies":{"ms":"2.1.3"}}';

test.each([
  ['bun.lock', 'packages of bun cannot be used yet'],
  ['bun.lockb', 'packages of bun cannot be used yet'],
  ['yarn.lock', 'but build.commands install with npm'],
])('%s alone is refused with what to do', async (lock, message) => {
  const directory = treeWith({ 'package.json': manifest, [lock]: '' });
  await expect(read(directory)).rejects.toMatchObject({
    code: 'lock_invalid',
    message: expect.stringContaining(message),
    hint: expect.stringContaining('package-lock.json'),
  });
});

test('commands of another package manager leave npm out', async () => {
  const directory = treeWith({ 'package.json': manifest, 'package-lock.json': '{"packages":{}}' });
  expect(await read(directory, ['yarn install', 'yarn build'])).toBeUndefined();
  expect(await read(directory, ['npm ci'])).toMatchObject({ packages: 0 });
});

test('without a lock file nothing from git is fetched by npm, which would run its code', async () => {
  const proof = join(root, 'it-ran');
  const repository = gitRepository(join(root, 'tools'));
  const tools = { name: 'tools', version: '1.0.0', scripts: { prepare: `touch ${proof}` } };
  repository.write('package.json', JSON.stringify(tools));
  repository.commit();
  const dependencies = { tools: `git+file://${repository.directory}` };
  const directory = treeWith({ 'package.json': JSON.stringify({ dependencies }) });
  await expect(read(directory)).rejects.toMatchObject({ code: 'dependency_fetch_failed' });
  expect(existsSync(proof)).toBe(false);
});
