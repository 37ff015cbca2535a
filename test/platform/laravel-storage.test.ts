import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import { root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { laravelPackages } from '../support/registries/laravel-packages.ts';
import { startPackagist } from '../support/registries/packagist.ts';
import { startRelease } from '../support/started-release.ts';

let registry: Awaited<ReturnType<typeof startPackagist>>;
beforeAll(async () => {
  registry = await startPackagist({ packages: await laravelPackages() });
});
afterAll(() => registry.stop());

const environment = {
  APP_KEY: `base64:${Buffer.alloc(32, 'k').toString('base64')}`,
  DB_CONNECTION: 'sqlite',
};

test('what Laravel writes to storage survives a new release; its caches belong to one', async () => {
  const own = nixSettings(mkdtempSync(join(root, 'node-')), { composerMirror: registry.mirror });
  const services = new ProcessSupervisor({
    stateDirectory: join(own.root, 'state'),
    stopAppsOnExit: true,
  });
  const app = nixProject(own);
  const source = new URL('../../examples/laravel-storage', import.meta.url);
  cpSync(source, app.repository.directory, { recursive: true });
  const { config } = parseAppConfig(
    readFileSync(join(app.repository.directory, 'config.vpspilot.json'), 'utf8'),
  );
  if (config === undefined) throw new Error('the example is not valid');
  const start = async (number: number, storePath: string) =>
    startRelease(services, app, { number, storePath, config, environment });
  const notesOf = async (url: string) =>
    (await (await fetch(`${url}/notes`)).json()) as { reads: number; notes: { text: string }[] };

  const first = await app.deploy();
  expect(first.step.outputs.join('\n')).toContain('Blade templates cached successfully');
  await rebuild(own, first.flake);
  const one = await start(1, first.storePath);
  expect(one.step.outputs.join('\n')).toContain('create_notes_table');
  const made = await fetch(`${one.url}/notes`, {
    method: 'POST',
    body: new URLSearchParams({ text: 'kept' }),
  });
  expect(made.status).toBe(201);
  const { file } = (await made.json()) as { file: string };
  expect(await (await fetch(one.url + file)).text()).toBe('kept');
  expect(await notesOf(one.url)).toMatchObject({ reads: 1, notes: [{ text: 'kept' }] });

  app.repository.write(
    'packages/board/resources/views/index.blade.php',
    '<h1>Second</h1> @foreach ($notes as $note) {{ $note->text }} @endforeach',
  );
  const second = await app.deploy();
  const two = await start(2, second.storePath);
  expect(await (await fetch(two.url)).text()).toContain('<h1>Second</h1>  kept');
  expect(await (await fetch(two.url + file)).text()).toBe('kept');
  expect(await notesOf(two.url)).toMatchObject({ reads: 2, notes: [{ text: 'kept' }] });
  // The old one still answers with its own views.
  expect(await (await fetch(one.url)).text()).toContain('<h1>Board</h1>');

  const shared = join(app.folders.shared, 'storage');
  expect(existsSync(join(shared, 'app/database.sqlite'))).toBe(true);
  expect(readdirSync(join(shared, 'framework/views'))).toEqual(['.gitignore']);
  await one.stop();
  await two.stop();
});
