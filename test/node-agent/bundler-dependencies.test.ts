import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { bundlerEcosystem } from '../../node-agent/adapters/dependencies/bundler.ts';
import { gemsForMachine, parseGemfileLock } from '../../node-agent/domain/gemfile-lock.ts';
import { localDigests } from '../support/local-digests.ts';
import { startRubygems } from '../support/registries/rubygems.ts';
import { recordingStep } from '../support/step.ts';

const rack = { name: 'rack', version: '2.2.22', files: { 'lib/rack.rb': 'module Rack; end\n' } };
const puma = {
  name: 'puma',
  version: '5.6.5',
  dependencies: { rack: '>= 2.0' },
  files: { 'lib/puma.rb': '' },
};
const native = { ...puma, platform: 'x86_64-linux', files: { 'lib/puma.so': 'ELF' } };

let gems: Awaited<ReturnType<typeof startRubygems>>;
let root: string;
let digests: ReturnType<typeof localDigests>;

beforeEach(async () => {
  gems = await startRubygems({ gems: [rack, puma, native] });
  root = mkdtempSync(join(tmpdir(), 'gems-'));
  digests = localDigests();
});
afterEach(async () => {
  await gems.stop();
  rmSync(root, { recursive: true, force: true });
});

const specs = ['puma (5.6.5)\n      rack (>= 2.0)', 'puma (5.6.5-x86_64-linux)', 'rack (2.2.22)'];

function lockText({ remote = 'https://rubygems.org/', list = specs, more = '' } = {}): string {
  const lines = list.map((spec) => `    ${spec}\n`).join('');
  return `GEM\n  remote: ${remote}\n  specs:\n${lines}\nPLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n  puma\n${more}\nBUNDLED WITH\n   2.3.7\n`;
}

function withChecksums(): string {
  const names = ['puma-5.6.5', 'puma-5.6.5-x86_64-linux', 'rack-2.2.22'];
  const lines = names.map((name) => {
    const [, gem, version] = /^([a-z]+)-(.*)$/.exec(name) ?? [];
    return `  ${gem} (${version}) sha256=${gems.sha256(name)}\n`;
  });
  return lockText({ more: `\nCHECKSUMS\n${lines.join('')}` });
}

function project(
  lock: string | undefined = lockText(),
  files: Record<string, string> = {},
): string {
  const directory = mkdtempSync(join(root, 'project-'));
  const all = { Gemfile: "source 'https://rubygems.org'\ngem 'puma'\n", 'Gemfile.lock': lock };
  for (const [name, text] of Object.entries({ ...all, ...files })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    if (text !== '') writeFileSync(join(directory, name), text);
  }
  return directory;
}

async function read(directory: string, secrets: Record<string, string> = {}, gemMirror = gems.url) {
  const { config } = parseAppConfig('{"name":"x","type":"ruby","start":{"command":"x"}}');
  if (config === undefined) throw new Error('the config of the test is invalid');
  const ecosystem = bundlerEcosystem({ root: join(root, 'node'), gemMirror, digests });
  const tree = { commit: '', directory, subject: '', author: '' };
  const request = { project: { id: 1, slug: 'app', domains: [] }, tree, config };
  const step = recordingStep();
  return await ecosystem.read({ ...request, secrets: async () => secrets, runtimes: {} }, step);
}

async function fill(directory: string, secrets: Record<string, string> = {}, mirror = gems.url) {
  const target = mkdtempSync(join(root, 'target-'));
  const locked = await read(directory, secrets, mirror);
  const fetched = await locked?.fill(target, recordingStep());
  return { fetched, names: readdirSync(target).toSorted(), target };
}

describe('fetching', () => {
  test('a folder of gems, compiled ones for this machine beside those to compile', async () => {
    const { fetched, names } = await fill(project());
    const platforms = process.arch === 'x64' ? ['puma-5.6.5-x86_64-linux.gem'] : [];
    expect(names).toEqual([...platforms, 'puma-5.6.5.gem', 'rack-2.2.22.gem'].toSorted());
    expect(fetched).toBe(names.length);
  });

  test('what was verified is not fetched again, whatever registries do', async () => {
    await fill(project());
    gems.setOff(true);
    expect((await fill(project())).fetched).toBe(0);
  });

  test('with CHECKSUMS: a changed gem is refused', async () => {
    const directory = project(withChecksums());
    expect((await fill(directory)).fetched).toBeGreaterThan(1);
    rmSync(join(root, 'node'), { recursive: true });
    gems.replaceFile('rack-2.2.22', { ...rack, files: { 'lib/rack.rb': 'evil' } });
    await expect(fill(directory)).rejects.toMatchObject({
      code: 'dependency_fetch_failed',
      message: expect.stringContaining(
        'rack-2.2.22 could not be fetched: its content does not match',
      ),
    });
  });

  test("without: a gem that is not what its server's index says is refused and not recorded", async () => {
    gems.replaceFile('rack-2.2.22', { ...rack, files: { 'lib/rack.rb': 'evil' } });
    const error = { message: expect.stringMatching(/rack-2.2.22 .*index of its server says/) };
    await expect(fill(project())).rejects.toMatchObject(error);
    gems.publish(rack);
    expect((await fill(project())).fetched).toBeGreaterThan(0);
  });

  test('without: a gem that changed together with the index is refused after its first use', async () => {
    await fill(project());
    rmSync(join(root, 'node'), { recursive: true });
    gems.publish({ ...rack, files: { 'lib/rack.rb': 'evil' } });
    await expect(fill(project())).rejects.toThrow('dependency_changed');
  });

  test('a server without an index is taken as it is', async () => {
    gems.setIndex(false);
    expect((await fill(project())).fetched).toBeGreaterThan(1);
  });

  test('a version that the server lacks: what to do', async () => {
    await expect(fill(project(lockText({ list: ['rack (9.9.9)'] })))).rejects.toMatchObject({
      message: expect.stringContaining('HTTP 404'),
      hint: expect.stringContaining('bundle install'),
    });
  });
});

describe('private sources', () => {
  test("the login has Bundler's name for it, goes to its host only, and into no build", async () => {
    const own = await startRubygems({ gems: [rack], login: 'ci:let-me-in' });
    try {
      const lock = `GEM\n  remote: ${own.url}\n  specs:\n    rack (2.2.22)\n\n${lockText({ list: ['puma (5.6.5)'] })}`;
      const secrets = { BUNDLE_127__0__0__1: 'ci:let-me-in' };
      const directory = project(lock);
      const { names } = await fill(directory, secrets, gems.url.replace('127.0.0.1', 'localhost'));
      expect(names).toEqual(['puma-5.6.5.gem', 'rack-2.2.22.gem']);
      expect(own.requests[0]?.authorization).toMatch(/^Basic /);
      expect(gems.requests.map(({ authorization }) => authorization)).not.toContainEqual(
        expect.anything(),
      );
      const locked = await read(directory, secrets);
      expect(JSON.stringify([locked?.key, locked?.environment('/x')])).not.toContain('let-me');
    } finally {
      await own.stop();
    }
  });

  test('without a login: which secret to set', async () => {
    const own = await startRubygems({ login: 'ci:let-me-in' });
    await expect(fill(project(lockText({ remote: own.url })))).rejects.toMatchObject({
      hint: expect.stringContaining('BUNDLE_GEMS__EXAMPLE__COM'),
    });
    await own.stop();
  });
});

describe('what decides', () => {
  test('nothing to install without a Gemfile; Gemfile.lock is asked for', async () => {
    expect(await read(mkdtempSync(join(root, 'empty-')))).toBeUndefined();
    await expect(read(project(''))).rejects.toMatchObject({ code: 'lock_missing' });
  });

  test('what a build gets', async () => {
    const locked = await read(project());
    expect(locked).toMatchObject({
      packages: 2,
      source: 'Gemfile.lock',
      installCommands: ['bundle install'],
      needsCompiler: true,
      libraries: ['openssl'],
    });
    expect(locked?.environment('/nix/store/x')).toEqual({
      BUNDLE_CACHE_PATH: '/nix/store/x',
      BUNDLE_FROZEN: 'true',
    });
    expect(locked?.setUp?.('/x')).toEqual([expect.stringContaining('BUNDLER_VERSION')]);
  });

  test.each([
    [
      'GIT\n  remote: https://ci:token@git.example.com/x.git\n  revision: abc\n  specs:\n    x (1)\n',
      'takes a gem from git: https://git.example.com/x.git',
    ],
    ['PATH\n  remote: ../engine\n  specs:\n    engine (0.1)\n', '../engine'],
  ])('%j is refused', async (section, said) => {
    const error = { code: 'lock_invalid', message: expect.stringContaining(said) };
    await expect(read(project(`${section}\n${lockText()}`))).rejects.toMatchObject(error);
  });

  test('a gem in a folder of the repository is fine', async () => {
    const section = 'PATH\n  remote: engines/shop\n  specs:\n    shop (0.1)\n      rack\n';
    expect(await read(project(`${section}\n${lockText()}`))).toMatchObject({ packages: 2 });
  });

  test('a gem for other machines only: the command that adds this one', () => {
    const { gems: locked } = parseGemfileLock(
      lockText({ list: ['nokogiri (1.16.0-arm64-darwin)'] }),
    );
    expect(() => gemsForMachine(locked, 'x86_64')).toThrow(
      expect.objectContaining({
        message: 'Gemfile.lock has nokogiri for arm64-darwin only',
        hint: expect.stringContaining('bundle lock --add-platform x86_64-linux'),
      }),
    );
  });

  test('platforms: of this machine, not of another or of musl', () => {
    const platforms = [
      'x86_64-linux-gnu',
      'x86_64-linux-musl',
      'aarch64-linux',
      'java',
      'x64-mingw-ucrt',
    ];
    const list = ['nokogiri (1.16.0)', ...platforms.map((each) => `nokogiri (1.16.0-${each})`)];
    const { gems: locked } = parseGemfileLock(lockText({ list }));
    const chosen = (cpu: string) => gemsForMachine(locked, cpu).map(({ platform }) => platform);
    expect(chosen('x86_64')).toEqual(['ruby', 'x86_64-linux-gnu']);
    expect(chosen('aarch64')).toEqual(['ruby', 'aarch64-linux']);
  });

  test('marks of a merge are named', () => {
    expect(() => parseGemfileLock(`<<<<<<< HEAD\n${lockText()}`)).toThrow(/merge/);
  });

  test('names and versions cannot leave the folder', () => {
    const { gems: locked } = parseGemfileLock(
      lockText({ list: ['../evil (1.0)', 'a (1/../2)', 'b (1-../x)'] }),
    );
    expect(locked).toEqual([]);
  });
});
