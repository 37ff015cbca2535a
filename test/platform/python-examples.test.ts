import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProgram } from '../../node-agent/adapters/nix-builder.ts';
import { answerOf, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { startPypi } from '../support/registries/pypi.ts';

let pypi: Awaited<ReturnType<typeof startPypi>>;
beforeAll(async () => {
  pypi = await startPypi();
});
afterAll(() => pypi.stop());

/** Deploys an example as it stands in the repository. */
async function deployed(name: string) {
  const project = nixProject(nixSettings(root, { pythonIndex: pypi.url }));
  cpSync(new URL(`../../examples/${name}`, import.meta.url), project.repository.directory, {
    recursive: true,
  });
  return await project.deploy();
}

/** Runs the release command and the release in a writable view, as the platform does. */
async function answerAfterRelease(storePath: string): Promise<string> {
  const view = mkdtempSync(join(root, 'view-'));
  cpSync(join(storePath, 'app'), view, { recursive: true });
  mkdirSync(join(view, 'data'), { recursive: true });
  execFileSync('chmod', ['-R', 'u+w', view]);
  const environment = { VPSPILOT_WORKDIR: view, SECRET_KEY: 'of the test' };
  const options = { env: { PATH: '/usr/bin:/bin', HOME: root, ...environment } };
  execFileSync(
    startProgram(storePath),
    ['bash', '-c', 'python manage.py migrate --noinput'],
    options,
  );
  return await answerOf(storePath, environment);
}

test('python-flask', async () => {
  const { storePath } = await deployed('python-flask');
  expect(await answerOf(storePath, { SECRET_KEY: 'of the test' })).toContain('Hello, stranger');
});

test('django-blog', async () => {
  const { storePath } = await deployed('django-blog');
  expect(await answerAfterRelease(storePath)).toContain('Nothing yet');
});

test('django-worker: static files are collected, its tests pass, no key of the build is in it, and it is built the same again', async () => {
  const { storePath, flake } = await deployed('django-worker');
  const files = readdirSync(join(storePath, 'app/staticfiles/orders'));
  expect(files.join()).toMatch(/style\.[0-9a-f]+\.css/);
  expect(await answerAfterRelease(storePath)).toMatch(/orders\/style\.[0-9a-f]+\.css/);
  const key = 'only-for-the-build-never';
  expect(() => execFileSync('grep', ['-rlF', key, storePath])).toThrow();
  await rebuild(nixSettings(root), flake);
});
