import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../../lib/logger.ts';
import { openBuildLog } from '../../../node-agent/adapters/build-log.ts';

let folder: string;
let file: string;
const log = createLogger('test', { level: 'silent' });
const line = (text: string) => ({ text, atMs: 1_000n });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-log-'));
  file = join(folder, 'project/build.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('all lines are there, with their step and time, for the owner alone', () => {
  const write = openBuildLog(file, 'd1', log);
  write('build', [line('one'), line('two')]);
  write('test', [line('three')]);
  expect(readFileSync(file, 'utf8')).toBe(
    '# deployment d1\n00:00:01.000 build | one\n00:00:01.000 build | two\n00:00:01.000 test | three\n',
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the same deployment goes on where it was; the next one keeps the earlier log beside', () => {
  openBuildLog(file, 'd1', log)('build', [line('one')]);
  openBuildLog(file, 'd1', log)('build', [line('two')]);
  expect(readFileSync(file, 'utf8')).toContain('one\n00:00:01.000 build | two');
  openBuildLog(file, 'd2', log);
  expect(readFileSync(file, 'utf8')).toBe('# deployment d2\n');
  expect(readFileSync(`${file}.1`, 'utf8')).toContain('two');
});

test('a file that cannot be written stops nothing', () => {
  mkdirSync(file, { recursive: true });
  chmodSync(file, 0o500);
  const write = openBuildLog(join(file, 'x\0y'), 'd1', log);
  expect(() => write('build', [line('one')])).not.toThrow();
});
