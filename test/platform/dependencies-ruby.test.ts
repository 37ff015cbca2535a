import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../lib/run-command.ts';
import { answerOf, settings } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { debianGems } from '../support/registries/debian-gems.ts';
import { startRubygems } from '../support/registries/rubygems.ts';

/** C that is linked against a library which the gem does not bring. */
const zsum = {
  name: 'zsum',
  version: '1.0.0',
  extensions: ['ext/zsum/extconf.rb'],
  files: {
    'lib/zsum.rb': 'require "zsum/zsum"\n',
    'ext/zsum/extconf.rb':
      'require "mkmf"\nabort "no openssl" unless have_header("openssl/crypto.h") && have_library("crypto")\ncreate_makefile("zsum/zsum")\n',
    'ext/zsum/zsum.c':
      '#include <ruby.h>\n#include <openssl/crypto.h>\nstatic VALUE major(VALUE self) { return INT2FIX(OPENSSL_version_major()); }\nvoid Init_zsum(void) { rb_define_module_function(rb_define_module("Zsum"), "major", major, 0); }\n',
  },
};

let gems: Awaited<ReturnType<typeof startRubygems>>;

beforeAll(async () => {
  gems = await startRubygems({ gems: [...(await debianGems()), zsum] });
}, 180_000);
afterAll(() => gems.stop());

const example = new URL('../../examples/ruby-sinatra/', import.meta.url).pathname;

function rubyProject(
  options: Parameters<typeof nixProject>[1] = {},
  mirror = gems.url,
  root = settings.root,
) {
  const app = nixProject(nixSettings(root, { gemMirror: mirror }), options);
  cpSync(example, app.repository.directory, { recursive: true });
  return app;
}

const isSpec = (line: string) => /^ {4,6}\S/.test(line);

/** What Bundler itself, with its network, locks for the example's Gemfile at the same server. */
async function plainLock(storePath: string): Promise<string[]> {
  const start = readFileSync(join(storePath, 'bin/start'), 'utf8');
  const [, ruby = ''] = /^export PATH=([^:]+):/m.exec(start) ?? [];
  const cwd = mkdtempSync(join(settings.root, 'plain-'));
  const gemfile = readFileSync(join(example, 'Gemfile'), 'utf8');
  writeFileSync(join(cwd, 'Gemfile'), gemfile.replace('https://rubygems.org', gems.url));
  await runCommand([join(ruby, 'bundle'), 'lock'], { cwd, env: { HOME: cwd } });
  return readFileSync(join(cwd, 'Gemfile.lock'), 'utf8').split('\n').filter(isSpec);
}

describe('the example', () => {
  test('bundle install runs verbatim without network; puma answers', async () => {
    const app = rubyProject();
    const { storePath, step } = await app.deploy();
    expect(step.notes).toContainEqual('11 packages from Gemfile.lock, 11 fetched');
    expect(step.outputs).toContain('$ bundle install');
    const answer = JSON.parse(await answerOf(storePath, { GREETING: 'Good morning' }));
    expect(answer).toEqual({ greeting: 'Good morning', ruby: expect.stringMatching(/^3\.3\./) });
    expect(await plainLock(storePath)).toEqual(
      readFileSync(join(example, 'Gemfile.lock'), 'utf8').split('\n').filter(isSpec),
    );
  });
});

test('a native gem is compiled against a library, the same each time, with the registry off', async () => {
  const app = rubyProject();
  // An older patch version than the one that is there: Bundler itself would refuse it.
  const wanted = 'source "https://rubygems.org"\nruby "3.3.1"\ngem "puma"\ngem "zsum"\n';
  app.repository.write('Gemfile', wanted);
  app.repository.write(
    'Gemfile.lock',
    'GEM\n  remote: https://rubygems.org/\n  specs:\n    nio4r (2.7.3)\n    puma (6.6.0)\n      nio4r (~> 2.0)\n    zsum (1.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  puma\n  zsum\n\nRUBY VERSION\n   ruby 3.3.1p55\n',
  );
  app.repository.write(
    'config.ru',
    'require "zsum"\nrun ->(env) { [200, {}, ["openssl #{Zsum.major}"]] }\n',
  );
  const { storePath } = await app.deploy();
  expect(await answerOf(storePath)).toBe('openssl 3');
  gems.setOff(true);
  try {
    app.repository.write('changed.txt', '');
    const { flake } = await app.deploy();
    await rebuild(settings, flake);
  } finally {
    gems.setOff(false);
  }
});

test('a private source: its login is for the fetcher only', async () => {
  const login = `ci:canary-${Math.random().toString(36).slice(2)}`;
  const own = await startRubygems({ gems: await debianGems(), login });
  try {
    // A node that has fetched nothing yet.
    const node = mkdtempSync(join(settings.root, 'node-'));
    const app = rubyProject({ secrets: { BUNDLE_127__0__0__1: login } }, own.url, node);
    const lock = readFileSync(join(example, 'Gemfile.lock'), 'utf8');
    app.repository.write('Gemfile.lock', `${lock}\n`);
    const { storePath, flake, step } = await app.deploy();
    const texts = readdirSync(flake.directory).map((name) =>
      readFileSync(join(flake.directory, name), 'utf8'),
    );
    const all = [
      ...texts,
      ...step.outputs,
      ...step.notes,
      readFileSync(join(storePath, 'bin/start'), 'utf8'),
    ];
    expect(all.join('\n')).not.toContain(login.slice(3));
    expect(own.requests.some(({ authorization }) => authorization !== undefined)).toBe(true);
  } finally {
    await own.stop();
  }
});
