import { describe, expect, test } from 'vitest';
import { type MarkerEnvironment, markerHolds } from '../../../node-agent/domain/python-markers.ts';
import {
  comparePythonVersions,
  isPrerelease,
  pinnedVersion,
  satisfies,
} from '../../../node-agent/domain/python-version.ts';
import { chooseFile, parseFileName } from '../../../node-agent/domain/wheel-tags.ts';

describe('versions', () => {
  test('are ordered as PEP 440 says', () => {
    const ordered = [
      ...['1.0.dev1', '1.0a1.dev1', '1.0a1', '1.0a2', '1.0b1', '1.0rc1', '1.0', '1.0+abc', '1.0+1'],
      ...['1.0.post1.dev1', '1.0.post1', '1.0.1', '1.1', '1.10', '2.0', '1!0.1'],
    ];
    const shuffled = ordered.toSorted();
    expect(shuffled.sort(comparePythonVersions)).toEqual(ordered);
  });

  test.each([
    ['1.0', '1.0.0'],
    ['1.0-1', '1.0.post1'],
    ['v1.0-ALPHA.1', '1.0a1'],
    ['1.0c1', '1.0rc1'],
  ])('%s and %s are one', (a, b) => {
    expect(comparePythonVersions(a, b)).toBe(0);
  });

  test.each([
    ['1.5', '>=1.2,<2', true],
    ['2.0', '>=1.2,<2', false],
    ['2.0rc1', '<2.0', false],
    ['1.4.5', '~=1.4.2', true],
    ['1.5.0', '~=1.4.2', false],
    ['1.4', '==1.4.*', true],
    ['1.40', '==1.4.*', false],
    ['1.0+local', '==1.0', true],
    ['1.0', '==1.0+local', false],
    ['1.0.post1', '>1.0', false],
    ['1.1', '!=1.1', false],
    ['1.1', '', true],
    ['not a version', '>=1', false],
  ])('%s fulfils %s: %s', (version, specifier, expected) => {
    expect(satisfies(version, specifier)).toBe(expected);
  });

  test('a pin is one version', () => {
    expect(['==1.2', '===1.2', '==1.*', '>=1', '==1,!=2'].map(pinnedVersion)).toEqual([
      '1.2',
      '1.2',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['1.0', '1.0rc1', '1.0.dev2'].map(isPrerelease)).toEqual([false, true, true]);
  });
});

describe('markers', () => {
  const environment: MarkerEnvironment = {
    python_version: '3.11',
    python_full_version: '3.11.2',
    sys_platform: 'linux',
    platform_system: 'Linux',
    platform_python_implementation: 'CPython',
    platform_machine: 'x86_64',
  };

  test.each([
    ['python_version >= "3.8"', true],
    ['python_version < "3.10"', false],
    ["'3.9' <= python_version", true],
    ['sys_platform == "win32" or (python_version > "3.2" and platform_system != "Windows")', true],
    ['sys_platform == "win32" and python_version > "3.2"', false],
    ['platform_machine in "x86_64 aarch64"', true],
    ['sys_platform not in "win32 darwin"', true],
    ['extra == "web"', false],
    ['python_implementation == "CPython"', true],
    ['what is this ???', true],
    [undefined, true],
  ])('%s: %s', (marker, expected) => {
    expect(markerHolds(marker, environment)).toBe(expected);
  });

  test('extras are those that were asked for', () => {
    expect(markerHolds('extra == "Web_Site"', environment, ['web-site'])).toBe(true);
    expect(markerHolds('extra != "web"', environment, [])).toBe(true);
  });
});

describe('files', () => {
  const supported = [
    'cp311-cp311-manylinux_2_17_x86_64',
    'cp311-abi3-manylinux_2_17_x86_64',
    'py3-none-any',
  ];
  const choose = (...names: string[]) =>
    chooseFile(
      names.map((filename) => ({ filename })),
      'My.Package',
      supported,
    )?.filename;

  test('the best wheel, otherwise the source', () => {
    const native = 'my_package-1.0-cp311-cp311-manylinux_2_5_x86_64.manylinux_2_17_x86_64.whl';
    expect(choose('my_package-1.0-py3-none-any.whl', native, 'my-package-1.0.tar.gz')).toBe(native);
    expect(choose('my_package-1.0-cp312-cp312-win_amd64.whl', 'my-package-1.0.tar.gz')).toBe(
      'my-package-1.0.tar.gz',
    );
    expect(
      choose('my_package-1.0-py3-none-any.whl', 'my_package-1.0-2-py3-none-any.whl'),
    ).toContain('-2-');
    expect(choose('my_package-1.0-cp312-cp312-win_amd64.whl')).toBeUndefined();
  });

  test('names are read as they are written, and never lead elsewhere', () => {
    expect(parseFileName('my-package-1.0.post1.tar.gz', 'my_package')?.version).toBe('1.0.post1');
    expect(parseFileName('../../my_package-1.0-py3-none-any.whl', 'my-package')).toBeUndefined();
    expect(parseFileName('other-1.0-py3-none-any.whl', 'my-package')).toBeUndefined();
    expect(parseFileName('my_package-1.0.exe', 'my-package')).toBeUndefined();
  });
});
