import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hello, root, server, settings } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';

describe('npm', () => {
  const withMs = (command: string) => ({
    ...hello,
    build: { commands: [command] },
    test: { command: 'npm test' },
  });
  const manifest = {
    name: 'app',
    version: '1.0.0',
    dependencies: { ms: '2.1.3' },
    scripts: { test: `node -e "if (require('ms')('1s') !== 1000) process.exit(1)"` },
  };
  const lock = {
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'app', version: '1.0.0', dependencies: { ms: '2.1.3' } },
      'node_modules/ms': {
        version: '2.1.3',
        integrity:
          'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
      },
    },
  };

  test.each(['npm ci', 'npm install'])(
    '%s runs unchanged and offline with a real package; an unchanged lock fetches nothing',
    async (command) => {
      const own = nixSettings(mkdtempSync(join(root, 'node-')));
      const app = nixProject(own);
      app.configure(withMs(command));
      app.repository.write('package.json', JSON.stringify(manifest));
      app.repository.write('package-lock.json', JSON.stringify(lock));
      const first = await app.deploy();
      expect(first.step.notes).toContain('1 packages from package-lock.json, 1 fetched');
      expect(existsSync(join(first.storePath, 'app/node_modules/ms/index.js'))).toBe(true);
      app.repository.write('server.js', server);
      const second = await app.deploy();
      expect(second.step.notes).toContain('1 packages from package-lock.json, 0 fetched');
      expect(second.dependencies[0]?.storePath).toBe(first.dependencies[0]?.storePath);
    },
  );

  test('without a lock file one is made, which is said and kept for the next time', async () => {
    const app = nixProject(nixSettings(mkdtempSync(join(root, 'node-'))));
    app.configure({ ...withMs('npm ci'), build: {} });
    app.repository.write('package.json', JSON.stringify(manifest));
    const { step, storePath } = await app.deploy();
    expect(step.warnings.join()).toContain('lock_missing');
    expect(existsSync(join(storePath, 'app/node_modules/ms'))).toBe(true);
    expect(step.outputs).toContain('$ npm ci');
    expect((await app.deploy()).storePath).toBe(storePath);
  });

  test('K69: failing tests have their own error and their last words', async () => {
    const app = nixProject(settings);
    app.configure({ ...hello, test: { command: 'echo 3 of 4 passed; exit 1' } });
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'tests_failed',
      message: expect.stringContaining('3 of 4 passed'),
    });
  });
});

describe('static', () => {
  test('what the commands made is public, and nothing else is kept', async () => {
    const app = nixProject(settings);
    app.configure({
      name: 'Site',
      type: 'static',
      build: { commands: ['mkdir -p dist', 'cp page.html dist/index.html'], output_dir: 'dist' },
    });
    app.repository.write('page.html', '<h1>Hello</h1>');
    const { storePath } = await app.deploy();
    expect(readdirSync(storePath)).toEqual(['public']);
    expect(readFileSync(join(storePath, 'public/index.html'), 'utf8')).toBe('<h1>Hello</h1>');
  });

  test('a tree with index.html is served as it is, without its settings', async () => {
    const app = nixProject(settings);
    app.configure({ name: 'Site', type: 'static' });
    app.repository.write('index.html', 'x');
    app.repository.write('about/index.html', 'y');
    const { storePath } = await app.deploy();
    expect(readdirSync(join(storePath, 'public'))).toEqual(['about', 'index.html']);
  });

  test('without a result the folders that were looked for are named', async () => {
    const app = nixProject(settings);
    app.configure({ name: 'Site', type: 'static' });
    await expect(app.deploy()).rejects.toThrow('looked for dist build public _site out');
  });
});

describe('K41: secrets', () => {
  /** Every file of the derivation, its inputs and its result that holds the text. */
  function search(storePath: string, text: string): string {
    const deriver = execFileSync('nix-store', ['--query', '--deriver', storePath], {
      encoding: 'utf8',
    });
    const paths = execFileSync(
      'nix-store',
      ['--query', '--requisites', deriver.trim(), storePath],
      {
        encoding: 'utf8',
      },
    )
      .split('\n')
      .filter((path) => path !== '' && !/host-tools|nodejs-/.test(path));
    try {
      return execFileSync('grep', ['-rlF', text, ...paths], { encoding: 'utf8' });
    } catch {
      return '';
    }
  }

  test('values of env are in no derivation and no result; the search would find one', async () => {
    const app = nixProject(settings);
    const canary = `POISON-${app.project.id}`;
    const found = `PLANTED-${app.project.id}`;
    app.configure({ ...hello, env: { TOKEN: '{{TOKEN}}' }, build: { env: { PUBLIC: found } } });
    const { storePath, flake } = await app.deploy();
    expect(search(storePath, canary)).toBe('');
    expect(search(storePath, found)).not.toBe('');
    expect(readFileSync(join(flake.directory, 'flake.nix'), 'utf8')).not.toContain('TOKEN');
  });
});
