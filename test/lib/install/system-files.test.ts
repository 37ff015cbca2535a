import { mkdtemp, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removePath, replaceFile, replaceLink } from '../../../lib/install/system-files.ts';

const folder = () => mkdtemp(join(tmpdir(), 'vpspilot-install-'));

test('a file that is the same already is not written again, but gets its mode', async () => {
  const path = join(await folder(), 'deep/settings.json');
  expect(await replaceFile(path, '{}', 0o644)).toBe(true);
  expect(await replaceFile(path, '{}', 0o600)).toBe(false);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await replaceFile(path, '{"a":1}')).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('{"a":1}');
});

test('a link moves in one step and leaves nothing beside it', async () => {
  const home = await folder();
  await replaceLink(join(home, 'current'), 'one');
  await replaceLink(join(home, 'current'), 'two');
  expect(await readlink(join(home, 'current'))).toBe('two');
  expect(await readdir(home)).toEqual(['current']);
});

test('removing what is not there is no error, and says so', async () => {
  const home = await folder();
  expect(await removePath(home)).toBe(true);
  expect(await removePath(home)).toBe(false);
});
