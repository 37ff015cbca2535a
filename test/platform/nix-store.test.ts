import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetUnusedDependencies } from '../../node-agent/adapters/dependencies/forget-unused.ts';
import { narHash, storePathOf } from '../../node-agent/adapters/nar.ts';
import { runNix } from '../../node-agent/adapters/nix-command.ts';
import { describeToolchains } from '../../node-agent/adapters/toolchains.ts';
import { nixStrings } from '../../node-agent/domain/nix-string.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'nix-store-'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a tree has the hash and the store path that Nix gives it', async () => {
  const tree = join(root, 'some-tree');
  mkdirSync(join(tree, 'empty'), { recursive: true });
  writeFileSync(join(tree, 'b'), 'x'.repeat(100_001));
  writeFileSync(join(tree, 'B'), '');
  writeFileSync(join(tree, 'é'), 'unicode');
  writeFileSync(join(tree, 'run'), '#!/bin/sh\n');
  chmodSync(join(tree, 'run'), 0o755);
  symlinkSync('not/there', join(tree, 'link'));
  const { sri, hex } = await narHash(tree);
  const { stdout: hash } = await runNix(['nix', 'hash', 'path', tree]);
  expect(sri).toBe(hash.trim());
  const { stdout: path } = await runNix([
    'nix-store',
    '--add-fixed',
    '--recursive',
    'sha256',
    tree,
  ]);
  expect(storePathOf('some-tree', hex)).toBe(path.trim());
});

test('Nix itself reads back every string as it was written', async () => {
  const texts = fc.sample(
    fc
      .array(
        fc.oneof(fc.constantFrom("''", '${', '"', '\\', '\n', '\r', '\t', '$', '`'), fc.string()),
      )
      .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed()),
    400,
  );
  const file = join(root, 'strings.nix');
  writeFileSync(file, nixStrings(texts, ''));
  const { stdout } = await runNix(['nix-instantiate', '--eval', '--strict', '--json', file]);
  expect(JSON.parse(stdout)).toEqual(texts);
});

test('the toolchains are chosen within a second', async () => {
  const before = performance.now();
  const chosen = await describeToolchains(nixSettings(root, { toolchains: 'auto' }));
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(['nixpkgs', 'offline stand-in']).toContain(chosen);
});

test('what a release needs survives the collector; unused dependencies are let go', async () => {
  const settings = nixSettings(root);
  const app = nixProject(settings);
  app.configure({
    name: 'Ms',
    type: 'nodejs',
    build: { commands: ['npm ci'] },
    start: { command: 'x' },
  });
  app.repository.write(
    'package.json',
    '{"name":"x","version":"1.0.0","dependencies":{"ms":"2.1.3"}}',
  );
  const { storePath, dependencies } = await app.deploy();
  const roots = (path: string) =>
    execFileSync('nix-store', ['--query', '--roots', path], { encoding: 'utf8', stdio: 'pipe' });
  expect(roots(storePath)).toContain(settings.profilesDirectory);
  expect(roots(dependencies[0]?.storePath ?? '')).toContain(join(root, 'cache/dependencies/roots'));

  expect(await forgetUnusedDependencies(settings, 60_000)).toBe(0);
  const longAgo = new Date(Date.now() - 3_600_000);
  const record = join(root, 'cache/dependencies', `${dependencies[0]?.name}.json`);
  utimesSync(record, longAgo, longAgo);
  expect(await forgetUnusedDependencies(settings, 60_000)).toBe(1);
  expect(roots(dependencies[0]?.storePath ?? '')).not.toContain(root);
});

test('K93: the flake offers a shell with the tools, a check and a package', async () => {
  const app = nixProject(nixSettings(root));
  app.configure({ name: 'Shell', type: 'nodejs', start: { command: 'x' } });
  const { flake } = await app.deploy();
  const { stdout } = await runNix([
    ...(['nix', 'flake', 'show', '--json', '--no-update-lock-file'] as const),
    `path:${flake.directory}`,
  ]);
  expect(Object.keys(JSON.parse(stdout))).toEqual(
    expect.arrayContaining(['apps', 'checks', 'devShells', 'packages']),
  );
});
