import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import {
  type NpmRegistry,
  packagesOfNpmLock,
  startNpmRegistry,
} from '../support/registries/npm.ts';

const examples = join(import.meta.dirname, '../../examples');

let registry: NpmRegistry;
beforeAll(async () => {
  const locks = ['nodejs-express', 'vite-native'].map((name) =>
    readFileSync(join(examples, name, 'package-lock.json'), 'utf8'),
  );
  registry = await startNpmRegistry({ packages: locks.flatMap(packagesOfNpmLock) });
});
afterAll(() => registry.stop());

test.each([
  ['nodejs-express', 'notes', /^\[\]$/],
  ['vite-native', 'api/disk', /^\{"free":\d+,"total":\d+\}$/],
])(
  '%s is built, tested, started, and the same when it is built again',
  async (name, path, says) => {
    const settings = nixSettings(mkdtempSync(join(root, 'node-')), { npmRegistry: registry.url });
    const app = nixProject(settings);
    cpSync(join(examples, name), app.repository.directory, { recursive: true });
    const { storePath, flake } = await app.deploy();
    expect(await answerOf(storePath, {}, path)).toMatch(says);
    await rebuild(settings, flake);
  },
);
