import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { startProgram } from '../../node-agent/adapters/nix-builder.ts';
import { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import { answerOf, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { laravelPackages } from '../support/registries/laravel-packages.ts';
import { startPackagist } from '../support/registries/packagist.ts';
import { startRelease } from '../support/started-release.ts';

let registry: Awaited<ReturnType<typeof startPackagist>>;
let services: ProcessSupervisor;
beforeAll(async () => {
  registry = await startPackagist({ packages: await laravelPackages() });
  services = new ProcessSupervisor({ stateDirectory: join(root, 'state'), stopAppsOnExit: true });
});
afterAll(() => registry.stop());

const settings = () =>
  nixSettings(mkdtempSync(join(root, 'node-')), { composerMirror: registry.mirror });

const environment = { APP_KEY: `base64:${Buffer.alloc(32, 'k').toString('base64')}` };

/** The example's repository, as a user would copy it. */
function example(name: string) {
  const own = settings();
  const app = nixProject(own);
  cpSync(new URL(`../../examples/${name}`, import.meta.url), app.repository.directory, {
    recursive: true,
  });
  const file = join(app.repository.directory, 'config.vpspilot.json');
  const { config } = parseAppConfig(readFileSync(file, 'utf8'));
  if (config === undefined) throw new Error('the example is not valid');
  return { app, config, own };
}

describe('K21: the Laravel example of the documents, as it is written', () => {
  test('it is built, answers with its session, and an unchanged lock asks no registry', async () => {
    const { app, config, own } = example('laravel');
    const first = await app.deploy();
    expect(first.step.warnings.filter((text) => !/stand-in|no security fixes/.test(text))).toEqual(
      [],
    );
    expect(first.step.notes.join()).toContain('48 packages from composer.lock, 48 fetched');
    expect(first.step.outputs.join('\n')).not.toMatch(
      /cache director|not writable|Warning|Deprecated/i,
    );
    for (const command of config.build.commands)
      expect(first.step.outputs).toContain(`$ ${command}`);

    const release = await startRelease(services, app, { ...first, number: 1, config, environment });
    try {
      const page = await fetch(release.url);
      expect(await page.text()).toContain('<strong id="visits">1</strong>');
      const cookie = page.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const again = await fetch(release.url, { headers: { cookie } });
      expect(await again.text()).toContain('<strong id="visits">2</strong>');
      expect(await (await fetch(`${release.url}/build/app.js`)).text()).toContain('works');
      const health = await (await fetch(`${release.url}/health`)).json();
      expect(health).toMatchObject({ laravel: '8.83.26', php: expect.stringMatching(/^8\.2\./) });
    } finally {
      await release.stop();
    }

    registry.setOff(true);
    try {
      app.repository.write('resources/views/welcome.blade.php', '<h1>New words</h1>');
      const second = await app.deploy();
      expect(second.step.notes.join()).toContain('48 packages from composer.lock, 0 fetched');
      expect(second.dependencies[0]?.storePath).toBe(first.dependencies[0]?.storePath);
      await rebuild(own, second.flake);
    } finally {
      registry.setOff(false);
    }
  });
});

const tool = {
  name: 'acme/tool',
  version: '1.0.0',
  manifest: { bin: ['bin/tool'] },
  files: () => ({ 'bin/tool': '#!/usr/bin/env php\n<?php echo "tool of development\\n";' }),
};

/** Says what a program without a framework has. */
const index = `<?php
require __DIR__.'/../vendor/autoload.php';
echo json_encode([
  'php' => PHP_MAJOR_VERSION.'.'.PHP_MINOR_VERSION,
  'local' => Acme\\Local\\Name::text(), 'memory' => ini_get('memory_limit'), 'upload' => ini_get('upload_max_filesize'),
  'missing' => array_values(array_filter(
    ['mysqli', 'pdo', 'pdo_mysql', 'mbstring', 'xml', 'curl', 'zip', 'gd', 'redis', 'bcmath', 'intl', 'apcu', 'Zend OPcache'],
    fn ($name) => !extension_loaded($name))),
  'env' => getenv('GREETING'),
]);`;

/** PHP without a framework: a package of the repository itself, and one for development only. */
function plain(build: string[], more: object = {}, version = '8.2') {
  registry.publish(tool);
  const app = nixProject(settings());
  const { repository } = app;
  const local = {
    name: 'acme/local',
    version: '1.0.0',
    autoload: { 'psr-4': { 'Acme\\Local\\': 'src/' } },
  };
  const write = (path: string, value: object) => repository.write(path, JSON.stringify(value));
  write('packages/local/composer.json', local);
  repository.write(
    'packages/local/src/Name.php',
    '<?php namespace Acme\\Local; class Name { static function text() { return "of the repository"; } }',
  );
  repository.write('public/index.php', index);
  // Code of the project runs in the build: the registry must be out of its reach.
  const reach = `php -r 'exit(@file_get_contents("${registry.url}/packages.json") === false ? 0 : 9);'`;
  write('composer.json', {
    repositories: [{ type: 'path', url: 'packages/*' }],
    require: { 'acme/local': '*' },
    'require-dev': { 'acme/tool': '*' },
    scripts: { 'post-install-cmd': [reach] },
  });
  write('composer.lock', {
    packages: [{ ...local, dist: { type: 'path', url: 'packages/local', reference: 'a' } }],
    'packages-dev': [registry.locked('acme/tool')],
  });
  app.configure({
    ...{ name: 'Plain', type: 'laravel', runtime: { php: version }, build: { commands: build } },
    start: { command: 'php -S 0.0.0.0:$PORT -t public' },
    ...more,
  });
  return app;
}

describe('PHP without a framework', () => {
  test.each(['8.2', '8.4'])(
    'K73: PHP %s with extensions and settings, a package of the repository, no network in scripts',
    async (version) => {
      const php = { extensions: ['apcu'], ini: { memory_limit: '300M' } };
      const app = plain(['composer install --no-dev'], { php }, version);
      const { storePath, step } = await app.deploy();
      expect(step.notes.join()).toContain('0 packages from composer.lock, 0 fetched');
      expect(JSON.parse(await answerOf(storePath, { GREETING: 'hello' }))).toEqual({
        ...{
          php: version,
          local: 'of the repository',
          memory: '300M',
          upload: '50M',
          missing: [],
          env: 'hello',
        },
      });
      expect(existsSync(join(storePath, 'app/vendor/bin/tool'))).toBe(false);
    },
  );

  test('with the packages of development; their programs run in tests', async () => {
    const app = plain(['composer install'], {
      test: { command: 'vendor/bin/tool | grep development' },
    });
    const { storePath, step } = await app.deploy();
    expect(step.notes.join()).toContain('1 packages from composer.lock, 1 fetched');
    expect(statSync(join(storePath, 'app/vendor/bin/tool')).mode & 0o111).not.toBe(0);
  });

  test('an extension that this version has not got is named', async () => {
    const app = plain(['composer install --no-dev'], { php: { extensions: ['imap'] } });
    await expect(app.deploy()).rejects.toThrow('This version of PHP has no extension imap');
  });
});

test('without APP_KEY the start says how to make one', async () => {
  const app = plain([]);
  app.repository.write('artisan', '<?php');
  const { storePath } = await app.deploy();
  const { status, stderr } = spawnSync(startProgram(storePath), { encoding: 'utf8', env: {} });
  expect(status).toBe(78);
  expect(stderr).toContain('APP_KEY="base64:$(openssl rand -base64 32)"');
});
