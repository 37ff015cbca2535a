import { describe, expect, test } from 'vitest';
import {
  hasDependencies,
  parseNpmLock,
  registryPath,
  tarballUrl,
} from '../../../node-agent/domain/npm-lock.ts';

const platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const parse = (lock: object) => parseNpmLock(JSON.stringify(lock), platform);
const names = (lock: object) =>
  parse(lock).tarballs.map(({ name, version }) => `${name}@${version}`);

const integrity = (text: string) => `sha512-${Buffer.from(text).toString('base64')}`;
const locked = (version: string, more: object = {}) => ({
  version,
  resolved: `https://registry.example/x/-/x-${version}.tgz`,
  integrity: integrity(version + JSON.stringify(more)),
  ...more,
});

describe('versions of the format', () => {
  test('2 and 3: packages, with scopes and nested ones', () => {
    const packages = {
      '': { name: 'app' },
      'node_modules/a': locked('1.0.0'),
      'node_modules/@s/b': locked('2.0.0'),
      'node_modules/a/node_modules/c': locked('3.0.0'),
    };
    expect(names({ lockfileVersion: 3, packages })).toEqual(['a@1.0.0', '@s/b@2.0.0', 'c@3.0.0']);
  });

  test('1: nested dependencies, aliases by their real name', () => {
    const dependencies = {
      a: { ...locked('1.0.0'), dependencies: { c: locked('3.0.0') } },
      alias: locked('npm:real@4.0.0'),
    };
    expect(names({ lockfileVersion: 1, dependencies })).toEqual([
      'a@1.0.0',
      'c@3.0.0',
      'real@4.0.0',
    ]);
  });

  test('an empty lock holds nothing', () => {
    expect(names({ lockfileVersion: 3, packages: {} })).toEqual([]);
  });
});

describe('what is no tarball', () => {
  test('workspaces, links, bundled packages and files of the tree', () => {
    const packages = {
      '': {},
      'packages/one': { version: '1.0.0' },
      'node_modules/one': { resolved: 'packages/one', link: true },
      'node_modules/a/node_modules/b': { version: '1.0.0', inBundle: true },
      'node_modules/file': { version: 'file:vendor/x.tgz', resolved: 'file:vendor/x.tgz' },
    };
    expect(names({ packages })).toEqual([]);
  });

  test('packages for other platforms', () => {
    const packages = {
      'node_modules/mac': locked('1.0.0', { os: ['darwin'] }),
      'node_modules/not-linux': locked('1.0.1', { os: ['!linux'] }),
      'node_modules/arm': locked('1.0.2', { cpu: ['arm64'] }),
      'node_modules/musl': locked('1.0.3', { libc: ['musl'] }),
      'node_modules/here': locked('1.0.4', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }),
      'node_modules/not-mac': locked('1.0.5', { os: ['!darwin'] }),
    };
    expect(names({ packages })).toEqual(['here@1.0.4', 'not-mac@1.0.5']);
  });

  test('the same content under two names is fetched once', () => {
    const packages = { 'node_modules/a': locked('1.0.0'), 'node_modules/b': locked('1.0.0') };
    expect(parse({ packages }).tarballs).toHaveLength(1);
  });
});

describe('errors', () => {
  test.each([['git+ssh://git@github.com/a/b.git#abc'], ['github:a/b#abc']])(
    'a package from git is named: %s',
    (resolved) => {
      const packages = { 'node_modules/a': { version: '1.0.0', resolved } };
      expect(() => parse({ packages })).toThrow(
        expect.objectContaining({
          code: 'lock_invalid',
          message: expect.stringContaining('a comes from git'),
        }),
      );
    },
  );

  test('a package without a hash is named', () => {
    const packages = { 'node_modules/a': { version: '1.0.0' } };
    expect(() => parse({ packages })).toThrow('no hash for a 1.0.0');
  });

  test.each(['', '<<<<<<< HEAD', 'null', '3'])('not a lock: %j', (text) => {
    expect(() => parseNpmLock(text, platform)).toThrow(
      expect.objectContaining({ code: 'lock_invalid' }),
    );
  });
});

describe('addresses', () => {
  test('a lock without them is completed for the build, a complete one is left alone', () => {
    const complete = { packages: { 'node_modules/a': locked('1.0.0') } };
    expect(parse(complete).completed).toBeUndefined();
    const bare = { version: '1.0.0', integrity: integrity('x') };
    const { completed } = parse({ packages: { 'node_modules/@s/a': bare } });
    expect(completed).toContain('/@s/a/-/a-1.0.0.tgz');
  });

  test('the registry of the node is asked, whatever host the lock names', () => {
    const tarball = { name: '@s/a', version: '1.0.0', integrity: '' };
    const registry = 'https://npm.internal/group/';
    const resolved = 'https://elsewhere.example/@s/a/-/a-1.0.0.tgz';
    expect(tarballUrl({ ...tarball, resolved }, registry)).toBe(`${registry}@s/a/-/a-1.0.0.tgz`);
    expect(tarballUrl({ ...tarball, resolved: undefined }, registry)).toBe(
      registryPath(registry, '@s/a', '1.0.0'),
    );
  });

  test('a tarball that comes from no registry keeps its address', () => {
    const resolved = 'https://files.example/a.tgz';
    const tarball = { name: 'a', version: '1.0.0', integrity: '', resolved };
    expect(tarballUrl(tarball, 'https://npm.internal/')).toBe(resolved);
  });
});

test('which manifests ask for packages', () => {
  expect(hasDependencies('{}')).toBe(false);
  expect(hasDependencies('{"dependencies":{}}')).toBe(false);
  expect(hasDependencies('{"devDependencies":{"a":"1"}}')).toBe(true);
  expect(hasDependencies('{"workspaces":["packages/*"]}')).toBe(true);
});
