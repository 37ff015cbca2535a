import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { hello, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';

const projects = join(import.meta.dirname, '../support/registries/npm-projects');

let registry: NpmRegistry;
beforeAll(async () => {
  const packages = [
    '@sindresorhus/is@4.6.0',
    'debug@4.3.4',
    'fsevents@2.3.3',
    'ms@2.0.0',
    'ms@2.1.2',
  ];
  registry = await startNpmRegistry({ packages, onDemand: true });
});
afterAll(() => registry.stop());

/** A node of its own with one of the small projects beside this test. */
function projectLike(name: string, more: object = {}) {
  const settings = nixSettings(mkdtempSync(join(root, 'node-')), { npmRegistry: registry.url });
  const app = nixProject(settings);
  cpSync(join(projects, name), app.repository.directory, { recursive: true });
  app.configure({ ...hello, ...more });
  return { ...app, settings };
}

const using = `console.log(require('@sindresorhus/is').string('x'), require('debug').name, require('my-ms')('1s'))`;

function ask(storePath: string, script: string, ...options: string[]) {
  const cwd = join(storePath, 'app');
  return execFileSync('node', [...options, '-e', script], { cwd, encoding: 'utf8' }).trim();
}

interface Locked {
  name: string;
  install: string;
  packages: number;
  options?: string[];
  /** Also builds it twice and compares. */
  twice?: boolean;
}

const locked: Locked[] = [
  { name: 'npm-1', install: 'npm ci', packages: 4 },
  { name: 'npm-2', install: 'npm install', packages: 4 },
  { name: 'npm-3', install: 'npm ci', packages: 5, twice: true },
  { name: 'pnpm-6', install: 'pnpm install', packages: 4 },
  { name: 'pnpm-9', install: 'pnpm install --frozen-lockfile', packages: 4, twice: true },
  { name: 'yarn-1', install: 'yarn --frozen-lockfile', packages: 5 },
  { name: 'yarn-3', install: 'yarn install --immutable', packages: 4, twice: true },
  { name: 'yarn-4', install: 'yarn install', packages: 4, options: ['-r', './.pnp.cjs'] },
];

describe.each(locked)('$name', ({ name, install, packages, options = [], twice = false }) => {
  test(`"${install}" runs unchanged; without the registry an unchanged lock builds`, async () => {
    const app = projectLike(name, { build: { commands: [install] } });
    const { storePath, step } = await app.deploy();
    expect(step.notes.join()).toContain(`${packages} packages from`);
    expect(ask(storePath, using, ...options)).toBe('true createDebug 1000');
    registry.fault = 'server error';
    try {
      app.repository.write('changed.txt', 'x');
      const again = await app.deploy();
      expect(existsSync(join(again.storePath, 'app/changed.txt'))).toBe(true);
      expect(again.step.notes.join()).toContain(', 0 fetched');
      if (twice) await rebuild(app.settings, again.flake.installable);
    } finally {
      registry.fault = 'none';
    }
  });
});

describe('npm with a package from git', () => {
  const tools = (manifest: object) => {
    const repository = gitRepository(mkdtempSync(join(root, 'tools-')));
    repository.write(
      'package.json',
      JSON.stringify({ name: 'tools', version: '1.2.0', ...manifest }),
    );
    repository.write('index.js', 'module.exports = "from git";');
    return { url: `git+file://${repository.directory}`, commit: repository.commit() };
  };
  const using = ({ url, commit }: { url: string; commit: string }) => {
    const dependencies = { tools: url };
    const app = projectLike('npm-3', { build: { commands: ['npm ci'] } });
    for (const file of ['package.json', 'package-lock.json', 'packages', 'lib'])
      app.repository.remove(file);
    const packages = {
      '': { name: 'app', version: '1.0.0', dependencies },
      'node_modules/tools': { version: '1.2.0', resolved: `${url}#${commit}` },
    };
    app.repository.write(
      'package.json',
      JSON.stringify({ name: 'app', version: '1.0.0', dependencies }),
    );
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
