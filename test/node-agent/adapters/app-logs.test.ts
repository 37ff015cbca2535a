import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trimLog } from '../../../node-agent/adapters/app-log-trim.ts';
import {
  type LogFiles,
  lastWords,
  logSizes,
  readAppLogs,
} from '../../../node-agent/adapters/app-logs.ts';

let folder: string;
let files: LogFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-logs-'));
  files = { log: join(folder, 'a.log'), errorLog: join(folder, 'a.error.log') };
});
afterEach(() => rm(folder, { recursive: true }));

async function past(lines: number): Promise<string[]> {
  const read: string[] = [];
  const never = new AbortController().signal;
  for await (const { text } of readAppLogs(files, { lines, follow: false }, never)) read.push(text);
  return read;
}

test('the last lines, also of a file of many pieces, and none without files', async () => {
  expect(await past(10)).toEqual([]);
  const line = 'ü'.repeat(50_000);
  await writeFile(files.log, `first\n${line}\n${line}\nlast`);
  expect(await past(2)).toEqual([line, 'last']);
  expect(await past(100)).toHaveLength(4);
  expect(await past(0)).toEqual([]);
});

test('follows both streams over a file that is cut back, letters in pieces', async () => {
  await writeFile(files.log, 'old\n');
  const stop = new AbortController();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { text, stderr } of readAppLogs(
      files,
      { lines: 1, follow: true },
      stop.signal,
    )) {
      seen.push(`${stderr ? 'err' : 'out'} ${text}`);
    }
  })();
  await sleep(100);
  const bytes = Buffer.from('grün\n');
  await appendFile(files.log, bytes.subarray(0, 3));
  await sleep(50);
  await appendFile(files.log, bytes.subarray(3));
  await appendFile(files.errorLog, 'bad\n');
  await sleep(100);
  await truncate(files.log, 0);
  await sleep(50);
  await appendFile(files.log, 'x\n');
  await expect.poll(() => seen).toEqual(expect.arrayContaining(['out x']));
  stop.abort();
  await reading;
  expect(seen.toSorted()).toEqual(['err bad', 'out grün', 'out old', 'out x']);
});

test('a release’s last words are not those of the release before it', async () => {
  await writeFile(files.errorLog, 'of the old one\n');
  await writeFile(files.log, 'old\n');
  const since = await logSizes(files);
  expect(await lastWords(files, 5, since)).toEqual([]);
  await appendFile(files.log, 'listening\n');
  expect(await lastWords(files, 5, since)).toEqual(['listening']);
  await appendFile(files.errorLog, 'no database\n');
  expect(await lastWords(files, 5, since)).toEqual(['no database']);
});

test('a file that grew too large is cut back; its end is kept', async () => {
  await writeFile(files.log, Buffer.alloc(1_000_000, 'x'));
  await trimLog(files.log);
  expect((await stat(files.log)).size).toBe(1_000_000);
  await writeFile(files.log, Buffer.alloc(25 * 1024 * 1024, 'y'));
  await appendFile(files.log, 'the end\n');
  await trimLog(files.log);
  expect((await stat(files.log)).size).toBe(0);
  expect((await readFile(`${files.log}.1`, 'utf8')).slice(-8)).toBe('the end\n');
});
