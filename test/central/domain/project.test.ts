import { describe, expect, test } from 'vitest';
import {
  assertBranch,
  normalDomains,
  repositoryAddress,
  slugOf,
} from '../../../central/domain/project.ts';

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

test('a slug is the name in lower case', () => {
  expect(slugOf('My Laravel App')).toBe('my-laravel-app');
  expect(slugOf('../../etc')).toBe('etc');
  for (const name of ['', '12', '---', '🚀']) {
    expect(codeOf(() => slugOf(name))).toBe('project_name_invalid');
  }
});

describe('repository addresses', () => {
  test.each([
    ['https://github.com/Acme/Shop.git', 'acme/shop'],
    ['https://github.com/Acme/Shop', 'acme/shop'],
    ['https://github.com/Acme/Shop/', 'acme/shop'],
    ['git@github.com:Acme/Shop.git', 'acme/shop'],
    ['ssh://git@example.org:2222/group/sub/Shop.git', 'sub/shop'],
    ['file:///srv/git/shop', 'git/shop'],
    ['/srv/git/shop', 'git/shop'],
  ])('%s is %s', (url, name) => {
    expect(repositoryAddress(url)).toEqual({ url, name });
  });

  test.each([
    'http://github.com/a/b',
    'ext::sh -c id',
    '--upload-pack=x',
    'ssh://-oProxyCommand=id/x',
    '-oProxyCommand=id@host:x',
    'https://github.com/a b',
    'git@host:x\ny',
    'javascript:alert(1)',
    '',
    'https://',
  ])('%j is refused', (url) => {
    expect(codeOf(() => repositoryAddress(url))).toBe('repository_url_invalid');
  });

  test('a password in the address is refused, and not repeated', () => {
    expect(() => repositoryAddress('https://me:hunter2@github.com/a/b')).toThrow(/^(?!.*hunter2)/s);
    expect(codeOf(() => repositoryAddress('https://ghp_x@github.com/a/b'))).toBe(
      'repository_url_has_password',
    );
  });
});

test.each(['main', 'feature/x', 'v1.2', 'ä'])('%s is a branch', (branch) => {
  expect(() => assertBranch(branch)).not.toThrow();
});

test.each([
  '',
  '-x',
  '--upload-pack=x',
  'a..b',
  'a b',
  'a~1',
  'a^',
  'a:b',
  'x.lock',
  '/a',
  'a/',
  'a//b',
  '.a',
  'a/.b',
  '@',
  'a@{1}',
  'a\nb',
])('%j is no branch', (branch) => {
  expect(codeOf(() => assertBranch(branch))).toBe('branch_invalid');
});

test('host names are normal, and each is there once', () => {
  expect(normalDomains(['Shop.Example.org.', 'shop.example.org', 'demo.localhost'])).toEqual([
    'shop.example.org',
    'demo.localhost',
  ]);
  for (const bad of [
    '',
    'https://x.org',
    'x.org/path',
    '*.x.org',
    '-a.org',
    'a b',
    'x.org:80',
    '10.0.0.1',
    '{x}',
    'a\nb',
  ]) {
    expect(codeOf(() => normalDomains([bad]))).toBe('domain_invalid');
  }
});
