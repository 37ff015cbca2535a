import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isolationForBuild, isolationOf } from '../../../node-agent/adapters/sandbox.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-sandbox-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A nix that writes down each call, on a machine without namespaces. */
async function settingsWithNix(sandbox: 'required' | 'when-possible') {
  const nixCommand = join(root, 'nix');
  const script = `#!/bin/sh
echo call >> ${root}/calls
case $NIX_CONFIG in *'sandbox = true'*) echo 'error: no namespaces here' >&2; exit 1 ;; esac
`;
  await writeFile(nixCommand, script);
  await chmod(nixCommand, 0o755);
  return { root, nixCommand, sandbox };
}

const calls = async () => (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n').length;
const notIsolated = { isolated: false, reason: 'no namespaces here' };

test('tried once, then remembered, also by the next agent of the same boot', async () => {
  const settings = await settingsWithNix('when-possible');
  expect(await isolationOf(settings)).toEqual(notIsolated);
  expect(await isolationForBuild(settings)).toEqual(notIsolated);
  expect(await isolationOf({ ...settings })).toEqual(notIsolated);
  expect(await calls()).toBe(2);
});

test('what another boot, or other rights, found out does not count', async () => {
  const settings = await settingsWithNix('when-possible');
  await isolationOf(settings);
  const record = join(root, 'cache/sandbox.json');
  const known = JSON.parse(await readFile(record, 'utf8'));
  const other = { situation: 'another boot', isolation: { isolated: true } };
  await writeFile(record, JSON.stringify(other));
  expect(await isolationOf({ ...settings })).toEqual(notIsolated);
  expect(JSON.parse(await readFile(record, 'utf8'))).toEqual(known);
});

test('a node that must isolate its builds refuses them and says what to do', async () => {
  const settings = await settingsWithNix('required');
  await expect(isolationForBuild(settings)).rejects.toMatchObject({
    code: 'sandbox_unavailable',
    message: 'Builds cannot be isolated on this machine: no namespaces here',
    hint: expect.stringContaining('"sandbox": "when-possible"'),
  });
});
