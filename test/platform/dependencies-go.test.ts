import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, settings } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { debianModule, startGoProxy } from '../support/registries/goproxy.ts';

let proxy: Awaited<ReturnType<typeof startGoProxy>>;

beforeAll(async () => {
  const chi = { path: 'github.com/go-chi/chi/v5', version: 'v5.0.7' };
  const debian = await debianModule('golang-github-go-chi-chi-dev', 'github.com/go-chi/chi', chi);
  proxy = await startGoProxy({ modules: [debian] });
}, 120_000);
afterAll(() => proxy.stop());

const example = new URL('../../examples/go-api/', import.meta.url).pathname;

/** The example, with the hashes of the module as Debian has it. */
function goProject(options: Parameters<typeof nixProject>[1] = {}, more: object = {}) {
  const node = nixSettings(settings.root, { goProxy: proxy.url, ...more });
  const app = nixProject(node, options);
  cpSync(example, app.repository.directory, { recursive: true });
  app.repository.write('go.sum', proxy.goSum());
  return app;
}

const config = (more: object) => ({
  ...JSON.parse(readFileSync(join(example, 'config.vpspilot.json'), 'utf8')),
  ...more,
});

describe('the example', () => {
  test('is built and tested without network, answers, and needs no Go to run', async () => {
    const app = goProject();
    const { storePath, dependencies, step } = await app.deploy();
    expect(dependencies.map(({ ecosystem }) => ecosystem)).toEqual(['go']);
    expect(step.notes).toContainEqual('1 packages from go.sum, 2 fetched');
    const answer = JSON.parse(await answerOf(storePath, { GREETING: 'Good morning' }));
    expect(answer).toEqual({ greeting: 'Good morning', go: expect.stringMatching(/^go1\.24/) });
    const closure = execFileSync('nix-store', ['--query', '--requisites', storePath]).toString();
    expect(closure).not.toMatch(/go_1|golang|dependencies/);
  });

  test('with the registry off and an unchanged lock: built again, bit by bit the same', async () => {
    const app = goProject();
    await app.deploy();
    proxy.setOff(true);
    try {
      app.repository.write('main_test.go', 'package main\n');
      const { flake, dependencies } = await app.deploy();
      expect(dependencies).toHaveLength(1);
      await rebuild(settings, flake);
    } finally {
      proxy.setOff(false);
    }
  });

  test.each(['1.24'])('go %s side by side with the others', async (version) => {
    const app = goProject();
    app.configure(config({ runtime: { go: version }, test: undefined }));
    const { storePath } = await app.deploy();
    expect(await answerOf(storePath)).toContain(`"go":"go${version}`);
  });
});
