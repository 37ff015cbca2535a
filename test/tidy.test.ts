/** The rules of the house that no other tool checks. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const maxLines = 250;

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && isFile(path));
const texts = tracked.filter(
  (path) => !/\.(png|jpg|svg|gif|ico|woff2)$|^package-lock\.json$/.test(path),
);
const sources = texts.filter(
  (path) => path.endsWith('.ts') && !/^(proto\/gen\/|lib\/api\/openapi\.ts$)/.test(path),
);

function isFile(path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true;
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every line that matches, as "file:line text". */
function linesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
      ),
  );
}

describe('tidy', () => {
  test('every top folder is in the map of ARCHITECTURE.md', () => {
    const folders = new Set(
      tracked.filter((path) => path.includes('/')).map((path) => path.split('/')[0]),
    );
    const map = read('ARCHITECTURE.md');
    const missing = [...folders].filter(
      (folder) => folder?.startsWith('.') === false && !map.includes(`\`${folder}/`),
    );
    expect(missing).toEqual([]);
  });

  test('every folder of a program is named in the map', () => {
    const map = read('ARCHITECTURE.md');
    const folders = new Set(
      sources
        .filter((path) => /^(central|node-agent)\/[^/]+\//.test(path))
        .map((path) => path.split('/')[1] ?? ''),
    );
    expect([...folders].filter((folder) => !map.includes(folder))).toEqual([]);
  });

  test(`a file has at most ${maxLines} lines`, () => {
    const long = sources
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > maxLines)
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    expect(long).toEqual([]);
  });

  test('whoever leaves a note to do something puts a name to it', () => {
    const note = new RegExp(
      `\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b(?!\\([a-z]+\\))`,
    );
    expect(linesWith(note, sources)).toEqual([]);
  });

  test('no program is started through a shell', () => {
    expect(linesWith(/shell:\s*true|\bexecSync\(|\bexec\(['"`]/, sources)).toEqual([]);
  });

  test('a test that is left out says why when it runs, not by being switched off', () => {
    expect(linesWith(/\b(test|it|describe)\.(skip|only|todo)\(/, sources)).toEqual([]);
  });

  test('the environment is read in few places', () => {
    const allowed = /^(central|node-agent|cli)\/(main|settings|config\/.*)\.ts$/;
    const others = sources.filter(
      (path) => /^(central|node-agent)\//.test(path) && !allowed.test(path),
    );
    expect(linesWith(/process\.env\b/, others)).toEqual([]);
  });

  test('no address of a package registry and no path of one machine', () => {
    // Joined here, so that this file does not find itself.
    const names = [
      ['registry', 'npmjs', 'org'],
      ['registry', 'yarnpkg', 'com'],
    ].map((each) => each.join('\\.'));
    expect(linesWith(new RegExp(names.join('|')), texts)).toEqual([]);
    expect(linesWith(/(^|[\s'"`=(])\/(work|home\/[a-z]+|Users)\//, texts)).toEqual([]);
  });

  test('package-lock.json names no registry', () => {
    expect(read('package-lock.json')).not.toContain('"resolved": "http');
  });
});
