import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import {
  ask,
  expectToInstall,
  projectLike,
  startProjectsRegistry,
} from '../support/javascript-project.ts';
import { root } from '../support/nix-node.ts';
import type { NpmRegistry } from '../support/registries/npm.ts';

let registry: NpmRegistry;
beforeAll(async () => {
  registry = await startProjectsRegistry();
});
afterAll(() => registry.stop());

test.each([
  { name: 'npm-1', install: 'npm ci', packages: 4 },
  { name: 'npm-2', install: 'npm install', packages: 4 },
  { name: 'npm-3', install: 'npm ci', packages: 5, again: true },
])('$name: "$install" runs unchanged', (locked) => expectToInstall(locked, registry));

test('a workspace uses its own version and a package of the tree', async () => {
  const { storePath } = await projectLike('npm-3', registry).deploy();
  expect(ask(storePath, `console.log(require('own').second)`)).toBe('1001');
});

describe('a package from git', () => {
  const tools = (manifest: object) => {
    const repository = gitRepository(mkdtempSync(join(root, 'tools-')));
    const own = { name: 'tools', version: '1.2.0', ...manifest };
    repository.write('package.json', JSON.stringify(own));
    repository.write('index.js', 'module.exports = "from git";');
    return { url: `git+file://${repository.directory}`, commit: repository.commit() };
  };
  const using = ({ url, commit }: { url: string; commit: string }) => {
    const app = projectLike('npm-3', registry, { config: { build: { commands: ['npm ci'] } } });
    for (const folder of ['packages', 'lib']) app.repository.remove(folder);
    const own = { name: 'app', version: '1.0.0', dependencies: { tools: url } };
    const packages = {
      '': own,
      'node_modules/tools': { version: '1.2.0', resolved: `${url}#${commit}` },
    };
    app.repository.write('package.json', JSON.stringify(own));
    app.repository.write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));
    return app;
  };

  test('is fetched and packed by the agent; "npm ci" finds it without network', async () => {
    const { storePath } = await using(tools({})).deploy();
    expect(ask(storePath, `console.log(require('tools'))`)).toBe('from git');
  });

  test('is refused when its own code would have to run to build it', async () => {
    const app = using(tools({ scripts: { prepare: 'touch /tmp/owned' } }));
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'lock_invalid',
      message: expect.stringContaining('has to be built by its script "prepare"'),
    });
  });
});
