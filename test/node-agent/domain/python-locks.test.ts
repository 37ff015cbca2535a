import { describe, expect, test } from 'vitest';
import { readPipfileLock, readPoetryLock } from '../../../node-agent/domain/poetry-lock.ts';
import type { LockedPackage } from '../../../node-agent/domain/python-lock.ts';
import { readUvLock } from '../../../node-agent/domain/uv-lock.ts';

const environment = {
  python_version: '3.11',
  python_full_version: '3.11.2',
  sys_platform: 'linux',
};
const namesOf = (list: readonly LockedPackage[] = []) => list.map(({ name }) => name);

describe('uv.lock', () => {
  const one = (name: string, more: object = {}) => ({
    name,
    version: '1.0',
    source: { registry: 'x' },
    wheels: [{ url: `https://host/${name}-1.0-py3-none-any.whl`, hash: 'sha256:aa' }],
    ...more,
  });
  const lock = (project: object, ...others: object[]) => ({
    version: 1,
    package: [{ name: 'app', version: '0', ...project }, ...others],
  });

  test('what the project, its groups and its extras lead to, with the markers of this Python', () => {
    const read = readUvLock(
      lock(
        {
          source: { editable: '.' },
          dependencies: [
            { name: 'a', extra: ['more'] },
            { name: 'windows', marker: "sys_platform == 'win32'" },
          ],
          'optional-dependencies': { web: [{ name: 'c' }] },
          'dev-dependencies': { dev: [{ name: 'd' }] },
        },
        one('a', {
          dependencies: [{ name: 'b' }],
          'optional-dependencies': { more: [{ name: 'c' }] },
        }),
        ...['b', 'c', 'd', 'windows'].map((name) => one(name)),
      ),
      environment,
    );
    expect(read?.installsProject).toBe(true);
    expect(namesOf(read?.lists['main'])).toEqual(['a', 'b', 'c']);
    expect(namesOf(read?.lists['group-dev'])).toEqual(['d']);
    expect(namesOf(read?.lists['extra-web'])).toEqual(['c']);
    expect(read?.lists['main']?.[0]?.files).toEqual([
      {
        filename: 'a-1.0-py3-none-any.whl',
        url: 'https://host/a-1.0-py3-none-any.whl',
        hashes: ['sha256:aa'],
      },
    ]);
  });

  test.each([undefined, {}, { version: 9, package: [] }, { version: 1, package: [one('a')] }])(
    'another form is not guessed at: %j',
    (text) => {
      expect(readUvLock(text, environment)).toBeUndefined();
    },
  );
});

describe('poetry.lock', () => {
  const one = (name: string, more: object = {}) => ({
    name,
    version: '1.0',
    optional: false,
    files: [{ file: `${name}-1.0-py3-none-any.whl`, hash: 'sha256:aa' }],
    ...more,
  });

  test.each([
    ['2.1', { groups: ['dev'] }],
    ['1.1', { category: 'dev' }],
  ])('of form %s', (version, dev) => {
    const lists = readPoetryLock(
      {
        package: [
          one('A_B', { dependencies: { c: '*' } }),
          one('tool', dev),
          one('extra', { optional: true, dependencies: { deep: '*' } }),
          one('deep', { optional: true }),
          one('windows', { markers: 'sys_platform == "win32"', groups: ['main'] }),
        ],
        extras: { web: ['extra (>=1)'] },
        metadata: { 'lock-version': version },
      },
      {},
      environment,
    );
    expect(namesOf(lists?.['main'])).toEqual(['a-b']);
    expect(namesOf(lists?.['group-dev'])).toEqual(['tool']);
    expect(namesOf(lists?.['extra-web'])).toEqual(['extra', 'deep']);
  });

  test('another form is not guessed at', () => {
    expect(
      readPoetryLock({ metadata: { 'lock-version': '3.0' } }, {}, environment),
    ).toBeUndefined();
    expect(readPipfileLock(undefined, environment)).toBeUndefined();
  });
});
