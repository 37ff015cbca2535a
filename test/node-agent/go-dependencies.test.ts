import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  fill,
  hello,
  other,
  project,
  proxy,
  read,
  root,
  useGoModules,
} from '../support/go-modules.ts';

useGoModules();

describe('fetching', () => {
  test('a folder that is a module proxy: capitals escaped, info and list written', async () => {
    const { fetched, target } = await fill(project());
    expect(fetched).toBe(4);
    const at = (name: string) => readFileSync(join(target, name), 'utf8');
    expect(at('example.org/!hello/@v/v1.2.0.mod')).toBe('module example.org/Hello\n');
    expect(at('example.org/!hello/@v/v1.2.0.zip').slice(0, 2)).toBe('PK');
    expect(at('example.org/!hello/@v/v1.2.0.info')).toBe('{"Version":"v1.2.0"}');
    expect(at('example.org/other/v2/@v/list')).toBe('v2.0.1-rc.1\n');
  });

  test('what was verified is not fetched again, whatever registries do', async () => {
    await fill(project());
    proxy.setOff(true);
    expect((await fill(project())).fetched).toBe(0);
  });

  test('a module that only lends its go.mod costs only that', async () => {
    const sums = proxy
      .goSum()
      .split('\n')
      .filter((line) => !line.startsWith(`${other.path} v2.0.1-rc.1 `));
    const { fetched, target } = await fill(project({ 'go.sum': sums.join('\n') }));
    expect(fetched).toBe(3);
    expect(existsSync(join(target, 'example.org/other/v2/@v/v2.0.1-rc.1.zip'))).toBe(false);
  });

  test.each([
    ['code', { 'go.mod': hello.files['go.mod'], 'hello.go': 'package evil\n', 'A.md': '' }, 'zip'],
    ['a go.mod', { ...hello.files, 'go.mod': 'module example.org/Hello // x\n' }, 'mod'],
    ['one more file', { ...hello.files, 'b.go': 'package hello\n' }, 'zip'],
  ])('another module under the same version is refused: %s', async (_, files, ending) => {
    const directory = project();
    proxy.publish({ ...hello, files });
    await expect(fill(directory)).rejects.toMatchObject({
      code: 'dependency_fetch_failed',
      message: expect.stringMatching(
        new RegExp(`example.org/Hello@v1.2.0 \\((zip|${ending})\\).* does not match go.sum`),
      ),
    });
  });

  test('a zip with names outside of its module is refused', async () => {
    const directory = project();
    const sums = proxy.goSum();
    const name = '../../../evil.go';
    proxy.publish({ ...hello, files: { ...hello.files, [name]: 'package evil\n' } });
    expect(proxy.goSum()).not.toBe(sums);
    writeFileSync(join(directory, 'go.sum'), proxy.goSum());
    await expect(fill(directory)).rejects.toThrow(/could not be fetched/);
  });

  test('a version that the proxy lacks: what to do', async () => {
    const directory = project({ 'go.sum': proxy.goSum().replaceAll('v1.2.0', 'v1.2.1') });
    await expect(fill(directory)).rejects.toMatchObject({
      message: expect.stringContaining('HTTP 404'),
      hint: expect.stringContaining('go mod vendor'),
    });
  });
});

describe('what decides', () => {
  test('nothing to fetch: no go.mod, no requirements, a vendor folder', async () => {
    expect(await read(mkdtempSync(join(root, 'empty-')))).toBeUndefined();
    expect(await read(project({ 'go.mod': 'module x\n', 'go.sum': '' }))).toBeUndefined();
    expect(await read(project({ 'vendor/modules.txt': '## explicit\n' }))).toBeUndefined();
  });

  test('the order of go.sum does not matter, its hashes do', async () => {
    const reversed = proxy.goSum().trim().split('\n').toReversed().join('\n');
    const first = await read(project());
    expect((await read(project({ 'go.sum': reversed })))?.key).toBe(first?.key);
    proxy.publish({ ...hello, files: { ...hello.files, 'b.go': 'package hello\n' } });
    expect((await read(project()))?.key).not.toBe(first?.key);
    expect(first).toMatchObject({ packages: 2, source: 'go.sum', installCommands: [] });
  });

  test('no go.sum: what to run', async () => {
    await expect(read(project({ 'go.sum': '' }))).rejects.toMatchObject({
      code: 'lock_missing',
      message: 'go.mod requires example.org/Hello, and there is no go.sum',
      hint: expect.stringContaining('go mod tidy'),
    });
  });

  test('a module in a folder of the repository needs no hash; one outside is refused', async () => {
    const mod = (folder: string) =>
      `module x\nrequire example.org/near v0.0.0\nreplace example.org/near => ${folder}\n`;
    expect(await read(project({ 'go.mod': mod('./near'), 'go.sum': '' }))).toBeUndefined();
    await expect(read(project({ 'go.mod': mod('../near'), 'go.sum': '' }))).rejects.toThrow(
      'go.mod names ../near, which is not in the repository',
    );
  });

  test('a workspace is all of its modules', async () => {
    const [first, second] = proxy.goSum().split(/(?<=\n)(?=example.org\/other\/v2 )/);
    const files = {
      'go.work': 'go 1.22\nuse (\n\t./api\n\t./"web"\n)\n'.replace('./"web"', '"./web"'),
      'api/go.mod': `module api\nrequire ${hello.path} v1.2.0\n`,
      'api/go.sum': first ?? '',
      'web/go.mod': 'module web\n',
      'go.work.sum': second ?? '',
    };
    expect(await read(project({ ...files, 'go.mod': '', 'go.sum': '' }))).toMatchObject({
      packages: 2,
    });
    const lost = { ...files, 'go.work': 'use ./lost\n' };
    await expect(read(project(lost))).rejects.toThrow('go.work uses lost, which has no go.mod');
  });

  test.each([
    ['<<<<<<< HEAD', 'line 1'],
    ['../evil v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', '../evil'],
    ['a/../../b v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'a/../../b'],
    ['a.b/c v1/../x h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'v1/../x'],
    ['a.b/c v1.0.0 h1:short', 'short'],
  ])('a go.sum with %j is refused', async (line, said) => {
    await expect(read(project({ 'go.sum': `${line}\n` }))).rejects.toMatchObject({
      code: 'lock_invalid',
      message: expect.stringContaining(said),
    });
  });

  test.each([
    ['import "C"', {}, true],
    ['import (\n\t"fmt"\n\t"C"\n)', {}, true],
    ['// import "C" is not used', {}, false],
    ['import "C"', { CGO_ENABLED: '0' }, false],
    ['', { CGO_ENABLED: '1' }, true],
  ])('%j with %o needs a C compiler: %s', async (code, env, needsCompiler) => {
    const directory = project({ 'native/x.go': `package native\n\n${code}\n` });
    const locked = await read(directory, { env });
    expect(locked?.needsCompiler).toBe(needsCompiler);
    expect(locked?.environment('/x')['CGO_ENABLED']).toBe(needsCompiler ? '1' : '0');
  });

  test('so does a module that is known for it', async () => {
    proxy.publish({
      path: 'github.com/mattn/go-sqlite3',
      version: 'v1.14.16',
      files: { 'a.go': '' },
    });
    expect(await read(project())).toMatchObject({ needsCompiler: true });
  });
});
