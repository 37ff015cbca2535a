import { expect, test } from 'vitest';
import { gitPackages, manifestWith, withoutGit } from '../../../node-agent/domain/npm-git.ts';

const commit = 'c'.repeat(40);
const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { tools: 'github:acme/tools', ms: '2.1.3' } },
    'node_modules/ms': { version: '2.1.3', integrity: 'sha512-x' },
    'node_modules/tools': {
      version: '1.0.0',
      resolved: `git+ssh://git@github.com/acme/tools.git#${commit}`,
      dependencies: { inner: 'git+https://example.org/inner.git' },
    },
    'node_modules/tools/node_modules/inner': {
      name: '@acme/inner',
      version: '0.1.0',
      resolved: `git+https://example.org/inner.git#${commit}`,
    },
    'packages/own': { devDependencies: { tools: 'acme/tools#main' } },
  },
});

test('what comes from git is found, public hosts without a key first', () => {
  expect(gitPackages(lock)).toEqual([
    {
      path: 'node_modules/tools',
      name: 'tools',
      urls: ['https://github.com/acme/tools.git', 'ssh://git@github.com/acme/tools.git'],
      commit,
    },
    {
      path: 'node_modules/tools/node_modules/inner',
      name: '@acme/inner',
      urls: ['https://example.org/inner.git'],
      commit,
    },
  ]);
});

test('the lock and every manifest name exact versions of tarballs instead', () => {
  const packed = new Map([
    ['node_modules/tools', { version: '1.0.0', integrity: 'sha512-tools' }],
    ['node_modules/tools/node_modules/inner', { version: '0.1.0', integrity: 'sha512-inner' }],
  ]);
  const changed = withoutGit(lock, packed, (name, version) => `https://x/${name}/${version}`);
  expect(changed.lock).not.toMatch(/git|github/);
  expect(JSON.parse(changed.lock).packages['node_modules/tools']).toEqual({
    version: '1.0.0',
    integrity: 'sha512-tools',
    resolved: 'https://x/tools/1.0.0',
    dependencies: { inner: '0.1.0' },
  });
  expect([...changed.manifests]).toEqual([
    ['', { tools: '1.0.0' }],
    ['packages/own', { tools: '1.0.0' }],
  ]);
  const manifest = '{"name":"own","devDependencies":{"tools":"acme/tools#main","ms":"2.1.3"}}';
  expect(JSON.parse(manifestWith(manifest, { tools: '1.0.0' }))).toEqual({
    name: 'own',
    devDependencies: { tools: '1.0.0', ms: '2.1.3' },
  });
});

test('a branch in place of a commit is refused, without a password that may be there', () => {
  const resolved = 'git+https://ada:secret@example.org/tools.git#main';
  const open = JSON.stringify({ packages: { 'node_modules/tools': { resolved } } });
  expect(() => gitPackages(open)).toThrow('https://example.org/tools.git#main');
});
