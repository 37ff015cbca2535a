import { describe, expect, test } from 'vitest';
import { looksCompiled } from '../../../node-agent/domain/node-platform.ts';
import { mayInstallWith, pnpmFor, yarnFor } from '../../../node-agent/domain/package-manager.ts';
import { readPnpmLock, withoutAddresses } from '../../../node-agent/domain/pnpm-lock.ts';
import {
  offlineMirrorName,
  parseYarn1Lock,
  readBerryLock,
} from '../../../node-agent/domain/yarn-lock.ts';

const platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const resolution = { integrity: 'sha512-x' };

describe('pnpm-lock.yaml', () => {
  test('each package once, whatever its peers, for this platform, without those of the tree', () => {
    const lock = {
      lockfileVersion: '6.0',
      packages: {
        '/@a/b@1.0.0(react@18.0.0)': { resolution, requiresBuild: true },
        '/@a/b@1.0.0(react@19.0.0)': { resolution },
        '/other@2.0.0': { resolution, os: ['darwin'] },
        'file:lib': { resolution: { directory: 'lib', type: 'directory' } },
        'file:x.tgz': { resolution: { integrity: 'sha512-x', tarball: 'file:x.tgz' } },
      },
    };
    expect(readPnpmLock(lock, platform)).toEqual({
      version: '6.0',
      requiresBuild: true,
      packages: [{ name: '@a/b', version: '1.0.0', integrity: 'sha512-x' }],
    });
  });

  test.each([
    [{ lockfileVersion: 5.4 }, 'version 5.4'],
    [{ lockfileVersion: '10.0' }, 'version 10.0'],
    [null, 'is empty'],
    [
      {
        lockfileVersion: '9.0',
        packages: { 'x@https://codeload.example/x': { resolution: { tarball: 'https://e/x' } } },
      },
      'comes from https://e/x',
    ],
    [{ lockfileVersion: '9.0', packages: { 'x@1.0.0': {} } }, 'no hash for x@1.0.0'],
  ])('%j is refused', (lock, message) => {
    expect(() => readPnpmLock(lock, platform)).toThrow(message);
  });

  test('addresses of tarballs with a hash are taken out, for builds have another registry', () => {
    const text = 'x:\n    resolution: {integrity: sha512-a+/b==, tarball: https://h/x.tgz}\n';
    expect(withoutAddresses(text)).toBe('x:\n    resolution: {integrity: sha512-a+/b==}\n');
    expect(withoutAddresses('resolution: {integrity: sha512-a}')).toBeUndefined();
    expect(withoutAddresses('{integrity: sha512-a, tarball: file:x.tgz}')).toBeUndefined();
  });
});

describe('yarn.lock of yarn 1', () => {
  test('names, aliases, scopes and sha1 from the address', () => {
    const lock = `# yarn lockfile v1


"@a/b@^1.0.0", "@a/b@~1.0.1":
  version "1.0.2"
  resolved "https://h/@a/b/-/b-1.0.2.tgz#${'ab'.repeat(20)}"

"my-ms@npm:ms@2.0.0":
  version "2.0.0"
  resolved "https://h/ms/-/ms-2.0.0.tgz#0123"
  integrity sha512-x

"own@link:./own":
  version "0.0.0"
`;
    expect(parseYarn1Lock(lock)).toMatchObject([
      {
        name: '@a/b',
        version: '1.0.2',
        integrity: `sha1-${Buffer.alloc(20, 0xab).toString('base64')}`,
      },
      {
        name: 'ms',
        version: '2.0.0',
        integrity: 'sha512-x',
        resolved: 'https://h/ms/-/ms-2.0.0.tgz',
      },
    ]);
  });

  test('git is refused', () => {
    const lock = 'x@acme/x:\n  version "1.0.0"\n  resolved "git+https://ada:pw@h/x.git#abc"\n';
    expect(() => parseYarn1Lock(lock)).toThrow('x@acme/x comes from git+https://h/x.git#abc');
  });

  test.each([
    ['https://h/ms/-/ms-2.0.0.tgz', 'ms-2.0.0.tgz'],
    ['https://h/@a/b/-/b-1.0.0.tgz', '@a-b-1.0.0.tgz'],
    ['https://h/@a%2fb/-/b-1.0.0.tgz', '@a-b-1.0.0.tgz'],
    ['https://h/archive/thing.tgz', 'thing.tgz'],
  ])('%s is looked for as %s', (resolved, name) => {
    expect(offlineMirrorName(resolved)).toBe(name);
  });
});

describe('yarn.lock of newer versions', () => {
  const entry = (resolution: string) => ({ __metadata: { version: 8 }, x: { resolution } });

  test('packages of the registry, not those of the tree', () => {
    const address = encodeURIComponent('https://h/download/b.tgz');
    const lock = {
      __metadata: { version: '8' },
      'a@npm:^1': { resolution: 'a@npm:1.0.0' },
      'b@npm:^1': { resolution: `@s/b@npm:1.0.0::__archiveUrl=${address}` },
      'c@workspace:.': { resolution: 'c@workspace:.' },
      'd@patch:d': { resolution: 'd@patch:d@npm%3A1.0.0#~builtin<x>' },
    };
    expect(readBerryLock(lock)).toMatchObject({
      version: 8,
      packages: [
        { name: 'a', version: '1.0.0', resolved: undefined },
        { name: '@s/b', version: '1.0.0', resolved: 'https://h/download/b.tgz' },
      ],
    });
  });

  test.each(['x@https://github.com/a/x.git#commit=1', 'x@git@github.com:a/x.git#commit=1'])(
    '%s is refused',
    (resolution) => {
      expect(() => readBerryLock(entry(resolution))).toThrow('only use packages of a registry');
    },
  );
});

describe('which program installs', () => {
  test('the one that package.json names, with its hash', () => {
    const hex = 'ab'.repeat(64);
    const manifest = `{"packageManager":"pnpm@9.1.0+sha512.${hex}"}`;
    const integrity = `sha512-${Buffer.from(hex, 'hex').toString('base64')}`;
    expect(pnpmFor(manifest, '9.0')).toMatchObject({ name: 'pnpm', version: '9.1.0', integrity });
    const berry = yarnFor('{"packageManager":"yarn@4.1.0+sha256.abcd"}', 8);
    expect(berry).toMatchObject({
      name: '@yarnpkg/cli-dist',
      version: '4.1.0',
      integrity: undefined,
    });
  });

  test.each([
    ['{}', '6.0', /^8\./],
    ['{"packageManager":"npm@11.0.0"}', '9.0', /^10\./],
    ['{"packageManager":17}', '9.0', /^10\./],
  ])('pnpm for %s and a lock of version %s', (manifest, version, expected) => {
    expect(pnpmFor(manifest, version).version).toMatch(expected);
  });

  test.each([
    [undefined, /^1\./],
    [6, /^3\./],
    [8, /^4\.9/],
    [10, /^4\.18/],
  ])('yarn for a lock of version %s', (version, expected) => {
    expect(yarnFor('{"packageManager":"pnpm@9.1.0"}', version).version).toMatch(expected);
  });

  test('of several lock files the one counts whose manager the commands use', () => {
    expect(mayInstallWith('npm', ['yarn install', 'npm run build'])).toBe(false);
    expect(mayInstallWith('yarn', ['yarn install', 'npm run build'])).toBe(true);
    expect(mayInstallWith('npm', ['npm ci && npm run build'])).toBe(true);
    expect(mayInstallWith('pnpm', [])).toBe(true);
  });

  test('a compiler is there for what is known to want one', () => {
    expect(looksCompiled([{ name: 'nan' }])).toBe(true);
    expect(looksCompiled([{ name: 'ms' }])).toBe(false);
  });
});
