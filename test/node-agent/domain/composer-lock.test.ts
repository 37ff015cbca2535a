import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { installsDevelopment } from '../../../node-agent/domain/composer-commands.ts';
import {
  fillPattern,
  sourceArchive,
  withoutGithubApi,
} from '../../../node-agent/domain/composer-dist.ts';
import { contentHashOf, parseComposerLock } from '../../../node-agent/domain/composer-lock.ts';
import { explanationOf } from '../../../node-agent/domain/failures/explain.ts';

const reference = '5868d73f3f8a1b7b5a0e2b4a5d5a7a2c0e1f2a3b';
const github = `https://api.github.com/repos/php-fig/log/zipball/${reference}`;

function read(entry: object, options = { dev: false, distOnly: false }) {
  return parseComposerLock(
    JSON.stringify({ packages: [{ name: 'psr/log', version: '1.1.4', ...entry }] }),
    options,
  );
}

function placeOf(url: string) {
  return `files/psr/log/${createHash('sha1').update(url).digest('hex')}.zip`;
}

describe('where Composer looks an archive up', () => {
  test.each([
    ['an address of the API', github, github],
    ['a page of GitHub', 'https://github.com/php-fig/log/archive/v1.zip', github],
    ['another branch', 'https://www.github.com/php-fig/log/zipball/master', github],
    [
      'Bitbucket',
      'https://bitbucket.org/a/b/get/master.zip',
      `https://bitbucket.org/a/b/get/${reference}.zip`,
    ],
    [
      'GitLab',
      'https://gitlab.com/api/v4/projects/a%2Fb/repository/archive.zip?sha=1',
      `https://gitlab.com/api/v4/projects/a%2Fb/repository/archive.zip?sha=${reference}`,
    ],
    ['any other host', 'https://repo.example.org/log-1.zip', 'https://repo.example.org/log-1.zip'],
  ])('%s: its cache knows the address that it would ask', (_, url, asked) => {
    const { archives, completed } = read({ dist: { type: 'zip', url, reference, shasum: '' } });
    expect(archives).toMatchObject([{ url: asked, place: placeOf(asked), shasum: '' }]);
    expect(completed).toBeUndefined();
  });

  test('mirrors that Composer would try first are left out of the copy', () => {
    const mirrors = [
      { url: 'https://m.example.org/%package%/%reference%.%type%', preferred: true },
    ];
    const lock = read({ dist: { type: 'zip', url: github, reference, mirrors } });
    expect(lock.completed).not.toContain('mirrors');
    expect(lock.archives[0]?.place).toBe(placeOf(github));
  });

  test('a pattern is filled in as Composer does it', () => {
    const about = { name: 'psr/log', version: 'v1.1', reference: 'a/b', type: 'zip' };
    const pattern = 'https://m.example.org/%package%/%version%/%prettyVersion%/%reference%.%type%';
    const md5 = createHash('md5').update('a/b').digest('hex');
    expect(fillPattern(pattern, about)).toBe(
      `https://m.example.org/psr/log/1.1.0.0/v1.1/${md5}.zip`,
    );
  });
});

test('without a token archives of GitHub are taken from where its API sends everybody', () => {
  const direct = `https://codeload.github.com/php-fig/log/legacy.zip/${reference}`;
  expect(withoutGithubApi(github)).toBe(direct);
  expect(withoutGithubApi('https://repo.example.org/a.zip')).toBe('https://repo.example.org/a.zip');
});

describe('packages without an archive', () => {
  test('a locked commit of a known host gets its archive', () => {
    const source = { type: 'git', url: 'git@github.com:php-fig/log.git', reference };
    const lock = read({ source });
    expect(lock.archives).toMatchObject([{ url: github, type: 'zip' }]);
    expect(lock.completed).toContain(github);
    expect(sourceArchive({ ...source, type: 'hg' })).toBeUndefined();
  });

  test('another host is refused, with what to do', () => {
    const source = { type: 'git', url: 'https://git.example.org/x.git', reference };
    expect(() => read({ source })).toThrow(/psr\/log 1.1.4 comes from https:\/\/git.example.org/);
  });

  test('metapackages and folders of the repository need none; folders outside are refused', () => {
    expect(read({ type: 'metapackage' }).archives).toEqual([]);
    expect(read({ dist: { type: 'path', url: 'packages/log' } }).archives).toEqual([]);
    expect(read({ dist: { type: 'path', url: './a/../b' } }).archives).toEqual([]);
    for (const url of ['../log', '/srv/log', 'a/../../log', undefined].slice(0, 3)) {
      expect(() => read({ dist: { type: 'path', url } })).toThrow('outside the repository');
    }
  });

  test('no name leaves the cache', () => {
    expect(() => read({ name: '../..', dist: { type: 'zip', url: github } })).toThrow('named');
    expect(() => read({ dist: { type: '../x', url: github } })).toThrow('without an archive');
  });
});

test('packages of require-dev count only when they are wanted', () => {
  const dist = { type: 'zip', url: github, reference };
  const text = JSON.stringify({
    packages: [],
    'packages-dev': [{ name: 'psr/log', version: '1', dist, source: { type: 'git' } }],
  });
  expect(parseComposerLock(text, { dev: false, distOnly: false }).archives).toEqual([]);
  expect(parseComposerLock(text, { dev: true, distOnly: false }).archives).toHaveLength(1);
  expect(parseComposerLock(text, { dev: true, distOnly: true }).completed).not.toContain('git"');
});

test.each([
  [['composer install --no-dev', 'npm ci'], false],
  [['composer install --no-dev --optimize-autoloader --no-interaction --prefer-dist'], false],
  [['composer -n install --no-dev && php artisan optimize'], false],
  [['composer install'], true],
  [['composer install --no-dev', 'composer install && vendor/bin/phpunit'], true],
  [['make'], true],
])('%j installs for development: %s', (commands, expected) => {
  expect(installsDevelopment(commands)).toBe(expected);
});

test('the content hash is that of Composer itself', () => {
  // Made by Composer 2.5.5.
  const manifest = String.raw`{"name": "acme/shop", "description": "x", "type": "project",
    "require": {"php": ">=8.0", "ext-json": "*"}, "require-dev": {},
    "extra": {"laravel": {"dont-discover": []}, "naïve": "a/b \"ü\" \u2028", "n": 3, "t": true,
      "list": {"0": "a", "1": "b"}},
    "config": {"platform": {"php": "8.2.1"}, "sort-packages": true},
    "repositories": [{"packagist.org": false}, {"type": "path", "url": "packages/*"}],
    "minimum-stability": "stable", "prefer-stable": true, "autoload": {"psr-4": {"App\\": "app/"}}}`;
  expect(contentHashOf(manifest)).toBe('37732f9d361f685016c38e9f75b952aa');
});

test('a lock file that is no JSON is named', () => {
  expect(() => parseComposerLock('<<<<<<<', { dev: true, distOnly: false })).toThrow(
    'composer.lock is not valid JSON',
  );
});

test('what Composer says when a script of the build wants the network is explained', () => {
  const said = [
    'In HttpDownloader.php line 323:',
    '  Network disabled, request canceled: https://x',
  ];
  expect(explanationOf({ stage: 'build', said })?.code).toBe('network_in_build');
});
