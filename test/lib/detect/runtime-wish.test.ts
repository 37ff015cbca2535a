import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runtimeWish } from '../../../lib/detect/runtime-wish.ts';
import { filesOf } from '../../../lib/detect/source-files.ts';

const gemfile = (line: string) => ({
  Gemfile: `source "https://gems.example"\n${line}\ngem "puma"\n`,
});
const engines = (node: unknown) => ({ 'package.json': JSON.stringify({ engines: { node } }) });

test.each<[string, Record<string, string>, string, string]>([
  ['node', { '.nvmrc': 'v20.11.1\n' }, 'v20.11.1', '.nvmrc'],
  ['node', { '.nvmrc': '# ours\n\nlts/iron\n' }, 'lts/iron', '.nvmrc'],
  ['node', { '.nvmrc': '20', ...engines('>=18') }, '20', '.nvmrc'],
  ['node', { '.nvmrc': 'system', '.node-version': '18' }, '18', '.node-version'],
  ['node', { '.tool-versions': 'ruby 3.2\nnodejs 20.11.0 18.0.0\n' }, '20.11.0', '.tool-versions'],
  ['node', engines('>=18 <21'), '>=18 <21', 'package.json engines.node'],
  ['node', engines(20), '20', 'package.json engines.node'],
  [
    'node',
    { 'package.json': '{"volta":{"node":"20.9.0"},"engines":{"node":"*"}}' },
    '20.9.0',
    'package.json volta.node',
  ],
  ['php', { 'composer.json': '{"require":{"php":"^8.1"}}' }, '^8.1', 'composer.json require.php'],
  [
    'php',
    { 'composer.json': '{"require":{"php":"^8.1"},"config":{"platform":{"php":"8.2.0"}}}' },
    '8.2.0',
    'composer.json config.platform.php',
  ],
  ['python', { '.python-version': '3.11.4\n3.10.1\n' }, '3.11.4', '.python-version'],
  [
    'python',
    { '.python-version': 'pypy3.9', 'runtime.txt': 'python-3.11.4\n' },
    '3.11.4',
    'runtime.txt',
  ],
  [
    'python',
    { Pipfile: '[requires]\npython_version = "3.12"\n' },
    '3.12',
    'Pipfile python_version',
  ],
  [
    'python',
    { 'pyproject.toml': '[project]\nname = "a"\nrequires-python = ">=3.9,<3.13"\n' },
    '>=3.9,<3.13',
    'pyproject.toml requires-python',
  ],
  [
    'python',
    { 'pyproject.toml': '[tool.poetry.dependencies]\ndjango = "^5"\npython = "^3.11"\n' },
    '^3.11',
    'pyproject.toml tool.poetry.dependencies',
  ],
  ['ruby', { '.ruby-version': 'ruby-3.2.2\n' }, '3.2.2', '.ruby-version'],
  ['ruby', gemfile('ruby "3.3.0"'), '3.3.0', 'Gemfile ruby'],
  ['ruby', gemfile("ruby '~> 3.2', '< 3.4'"), '~> 3.2, < 3.4', 'Gemfile ruby'],
  ['ruby', gemfile('ruby "3.3.0", engine: "ruby"'), '3.3.0', 'Gemfile ruby'],
  ['ruby', { ...gemfile('ruby file: ".ruby"'), '.ruby': '3.1' }, '3.1', '.ruby'],
  [
    'ruby',
    { ...gemfile(''), 'Gemfile.lock': 'RUBY VERSION\n   ruby 3.1.2p20\n' },
    '3.1.2p20',
    'Gemfile.lock RUBY VERSION',
  ],
  ['go', { 'go.mod': 'module a\n\ngo 1.21\n' }, '>=1.21', 'go.mod go'],
  [
    'go',
    { 'go.mod': 'module a\n\ngo 1.21\n\ntoolchain go1.22.4\n' },
    '>=1.22.4',
    'go.mod toolchain',
  ],
])('%s from %j: %s', (runtime, texts, wish, source) => {
  expect(runtimeWish(filesOf(texts), runtime)).toEqual({ wish, source });
});

test.each<[string, Record<string, string>]>([
  ['node', {}],
  ['node', { '.nvmrc': '', 'package.json': '{' }],
  ['node', { 'package.json': '{"engines":["20"]}' }],
  ['python', { '.python-version': 'miniconda3-4.7.12' }],
  ['ruby', { '.ruby-version': 'jruby-9.4.5.0' }],
  ['php', { 'composer.json': '{"require":{"php":{"a":1}}}' }],
])('%s: nothing understood in %j', (runtime, texts) => {
  expect(runtimeWish(filesOf(texts), runtime)).toBeUndefined();
});

test('whatever the files hold, reading them throws nothing', () => {
  const names = ['.nvmrc', '.tool-versions', 'package.json', 'go.mod', 'Gemfile', 'pyproject.toml'];
  const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom('ruby "', 'ruby file: "..', 'go '));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (texts) => {
      for (const runtime of ['node', 'php', 'python', 'ruby', 'go']) {
        runtimeWish(filesOf(texts), runtime);
      }
    }),
  );
});
