import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { suggestConfig } from '../../lib/detect/suggest-config.ts';
import { hello, server, settings } from '../support/nix-node.ts';
import { nixProject } from '../support/nix-project.ts';

const { runtime: _, ...silent } = hello as typeof hello & { runtime?: unknown };

/** A project whose build writes down what it runs with. */
function project(config: object, files: Readonly<Record<string, string>>) {
  const app = nixProject(settings);
  app.configure({ ...silent, ...config });
  app.repository.write('server.js', server);
  for (const [path, text] of Object.entries(files)) app.repository.write(path, text);
  return app;
}

describe('which version a project runs with', () => {
  const build = { commands: ['node --version > version.txt'] };

  test('its own file decides where the config is silent, and the end of life is said', async () => {
    const app = project({ build }, { '.nvmrc': '18\n' });
    const { storePath, step } = await app.deploy();
    expect(readFileSync(join(storePath, 'app/version.txt'), 'utf8')).toMatch(/^v18\./);
    expect(step.notes.join()).toContain('node 18 (.nvmrc)');
    expect(step.warnings.join()).toContain('Node.js 18 gets no security fixes since 2025-04-30');
  });

  test('the config counts more than the file', async () => {
    const app = project({ build, runtime: { node: '>=20 <23' } }, { '.nvmrc': '18\n' });
    const { storePath, step } = await app.deploy();
    expect(readFileSync(join(storePath, 'app/version.txt'), 'utf8')).toMatch(/^v22\./);
    expect(step.warnings).toEqual([]);
  });

  test('one that cannot be had is refused with those that can', async () => {
    const app = project({}, { '.node-version': '12.22' });
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'runtime_unknown',
      message: expect.stringContaining('.node-version asks for Node.js "12.22"'),
      hint: expect.stringContaining('18, 20'),
    });
  });
});

test('K7: runtimes that no revision of nixpkgs has together are built from two', async () => {
  const app = nixProject(settings);
  app.configure({
    ...{ name: 'Two', type: 'go', runtime: { go: '1.24', node: '18' } },
    build: {
      commands: ['node --version > version.txt', 'go version >> version.txt', 'go build -o app .'],
    },
    test: { command: 'grep v18. version.txt && grep go1.24 version.txt' },
  });
  app.repository.write('go.mod', 'module example.com/two\n\ngo 1.19\n');
  app.repository.write('main.go', 'package main\n\nfunc main() { println("two") }\n');
  const { step, flake } = await app.deploy();
  expect(step.notes.join()).toContain('nixpkgs 25.11 and 24.11');
  const lock = JSON.parse(readFileSync(join(flake.directory, 'flake.lock'), 'utf8'));
  expect(lock.nodes.root.inputs).toMatchObject({ nixpkgs: 'nixpkgs', nixpkgs_2: 'nixpkgs_2' });
});

test('what init writes builds, as it is', async () => {
  for (const name of ['nodejs-hello', 'static-site']) {
    const app = nixProject(settings);
    const { directory } = app.repository;
    cpSync(join(import.meta.dirname, '../../examples', name), directory, { recursive: true });
    rmSync(join(directory, 'config.vpspilot.json'));
    app.repository.write('config.vpspilot.json', suggestConfig(directory)?.text ?? '');
    expect((await app.deploy()).storePath).toContain('/nix/store/');
  }
});
