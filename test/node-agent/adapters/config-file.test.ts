import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfigFile } from '../../../node-agent/adapters/config-file.ts';

let directory: string;
let told: string[];
const about = { slug: 'shop', tell: (line: string) => void told.push(line) };

beforeEach(async () => {
  told = [];
  directory = await mkdtemp(join(tmpdir(), 'vpspilot-config-file-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('the text of the file', async () => {
  await writeFile(join(directory, 'config.vpspilot.json'), '{}');
  expect(await readConfigFile(directory, about)).toBe('{}');
  expect(told).toEqual([]);
});

test('a repository without one is told which file would build it, and why', async () => {
  await writeFile(join(directory, 'go.mod'), 'module example.com/us/api\n\ngo 1.22\n');
  await writeFile(join(directory, 'main.go'), 'package main\n');
  await expect(readConfigFile(directory, about)).rejects.toMatchObject({
    code: 'config_missing',
    hint: expect.stringContaining('It looks like Go, type go'),
  });
  expect(told.join('\n')).toContain('"go build -o app ."');
  expect(told).toContain('build: go build -o app . (package main in .)');
});

test('a repository that tells nothing gets the smallest file', async () => {
  await expect(readConfigFile(directory, about)).rejects.toMatchObject({
    code: 'config_missing',
    hint: expect.stringContaining('The smallest one'),
  });
  expect(told).toEqual([]);
});

test('a link in the repository is not followed, not even to guess', async () => {
  await writeFile(join(directory, 'secret.json'), '{"name":"stolen","scripts":{"start":"x"}}');
  await symlink('secret.json', join(directory, 'package.json'));
  await expect(readConfigFile(directory, about)).rejects.toMatchObject({ code: 'config_missing' });
  expect(told.join('\n')).not.toContain('stolen');
});
