import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../lib/user-error.ts';
import { commandsUse, pipInstalls } from '../../../node-agent/domain/python-commands.ts';
import {
  parseEggRequires,
  parseMetadata,
  readPythonProject,
} from '../../../node-agent/domain/python-project.ts';
import { parseRequirement } from '../../../node-agent/domain/requirements.ts';
import { readRequirements } from '../../../node-agent/domain/requirements-files.ts';

function read(files: Record<string, string>, wanted = {}) {
  const arguments_ = { files: ['requirements.txt'], constraints: [], lines: [], ...wanted };
  return readRequirements(arguments_, (path) => files[path]);
}

const place = { file: 'requirements.txt', source: 'here' };

describe('requirements.txt', () => {
  test('names, extras, versions, markers, hashes, comments and joined lines', () => {
    const { requirements } = read({
      'requirements.txt': `# all
Flask[async, dotenv] >= 2.0, < 3 ; python_version > "3.7" # the web
gunicorn==20.1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
name-only
parenthesised (>=1)
`,
    });
    expect(requirements).toMatchObject([
      {
        name: 'flask',
        extras: ['async', 'dotenv'],
        specifier: '>=2.0,<3',
        marker: 'python_version > "3.7"',
      },
      {
        name: 'gunicorn',
        specifier: '==20.1.0',
        hashes: ['sha256:aa', 'sha256:bb'],
        source: 'requirements.txt line 3',
      },
      { name: 'name-only', specifier: '' },
      { name: 'parenthesised', specifier: '>=1' },
    ]);
  });

  test('includes, constraints and indexes, relative to the file that has them', () => {
    const set = read({
      'requirements.txt':
        '-r requirements/base.txt\n--index-url https://${TOKEN}@host/simple\n--extra-index-url=https://other/simple\n',
      'requirements/base.txt': '-r more.txt\n-c ../limits.txt\nfirst\n',
      'requirements/more.txt': '-r base.txt\nsecond\n',
      'limits.txt': 'first<2\n',
    });
    expect(set.requirements.map(({ name }) => name)).toEqual(['second', 'first']);
    expect(set.constraints.map(({ name, specifier }) => name + specifier)).toEqual(['first<2']);
    expect(set).toMatchObject({
      index: 'https://${TOKEN}@host/simple',
      extraIndexes: ['https://other/simple'],
    });
  });

  test('addresses, folders and archives', () => {
    expect(
      parseRequirement('thing @ https://host/a.whl ; python_version > "3"', place),
    ).toMatchObject({ name: 'thing', url: 'https://host/a.whl', marker: 'python_version > "3"' });
    expect(parseRequirement('https://host/a-1.whl#egg=thing', place)).toMatchObject({
      name: 'thing',
      url: 'https://host/a-1.whl#egg=thing',
    });
    expect(parseRequirement('.[dev]', place)).toMatchObject({ path: '.', extras: ['dev'] });
    expect(parseRequirement('./vendor/a-1-py3-none-any.whl', place)).toMatchObject({
      path: 'vendor/a-1-py3-none-any.whl',
    });
  });

  test.each(['-r ../../etc/passwd', '-e /etc', '--what', 'flask === = 2', '-r missing.txt', '!'])(
    '%s is refused with its line',
    (line) => {
      expect(() => read({ 'requirements.txt': `\n${line}\n` })).toThrow(/requirements\.txt line 2/);
    },
  );

  test('no text makes it fail in another way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        try {
          read({ 'requirements.txt': text });
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

describe('build commands', () => {
  test.each([
    ['pip install -r requirements.txt', { files: ['requirements.txt'] }],
    [
      'python -m pip install --upgrade pip && pip install -rdev.txt -c c.txt',
      { files: ['dev.txt'], constraints: ['c.txt'], lines: ['pip'] },
    ],
    ['pip3 install --no-cache-dir "flask>=2" -e .[dev]', { lines: ['flask>=2', '-e .[dev]'] }],
    ['uv pip install --system -r requirements.txt', { files: ['requirements.txt'] }],
    ['pip install $EXTRA 2> log', {}],
  ])('%s', (command, expected) => {
    expect(pipInstalls([command])).toEqual({ files: [], constraints: [], lines: [], ...expected });
  });

  test('that run something else', () => {
    expect(pipInstalls(['npm install', 'python setup.py install'])).toBeUndefined();
    expect(commandsUse(['a && poetry run b'], 'poetry')).toBe(true);
    expect(commandsUse(['echo a b c d poetry'], 'poetry')).toBe(false);
  });
});

describe('metadata', () => {
  test('of wheels, and of source archives by setuptools', () => {
    expect(
      parseMetadata(
        'Name: a\r\nVersion: 1\r\nRequires-Dist: b>1\r\nProvides-Extra: x\r\n\r\nRequires-Dist: no',
      ),
    ).toEqual({ version: '1', requires: ['b>1'], extras: ['x'] });
    expect(
      parseEggRequires('a\n\n[:python_version < "3"]\nb\n\n[x:sys_platform == "win32"]\nc\n')
        .requires,
    ).toEqual([
      'a',
      'b ; (python_version < "3")',
      'c ; (sys_platform == "win32") and extra == "x"',
    ]);
  });

  test('of a project without words about building', () => {
    expect(readPythonProject({ project: { name: 'a', dependencies: ['b'] } })).toMatchObject({
      buildRequires: ['setuptools>=40.8.0', 'wheel'],
      isPackage: false,
    });
  });
});
