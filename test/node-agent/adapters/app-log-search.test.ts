import { appendFile, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogMarker } from '../../../node-agent/adapters/app-log-marks.ts';
import { trimLog } from '../../../node-agent/adapters/app-log-trim.ts';
import { readAppLogs } from '../../../node-agent/adapters/app-logs.ts';
import type { LogWish } from '../../../node-agent/ports.ts';

let root: string;
let files: { log: string; errorLog: string };
let mark: (path: string) => Promise<void>;

const at = (minute: number) => Date.parse('2026-03-01T12:00:00Z') + minute * 60_000;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-log-search-'));
  await mkdir(join(root, 'logs'));
  await mkdir(join(root, 'projects/current'), { recursive: true });
  const name = join(root, 'logs/project-3');
  files = { log: `${name}.log`, errorLog: `${name}.error.log` };
  mark = createLogMarker();
});
afterEach(() => rm(root, { recursive: true }));

async function live(release: number) {
  const link = join(root, 'projects/current/project-3');
  await rm(link, { force: true });
  await symlink(join(root, `projects/project-3-shop/releases/${release}`), link);
}

/** Writes as an application does, and the agent looks at it two seconds later. */
async function write(path: string, minute: number, ...lines: string[]) {
  await appendFile(path, lines.map((line) => `${line}\n`).join(''));
  await utimes(path, at(minute) / 1_000, at(minute) / 1_000);
  await mark(path);
}

async function read(wish: Partial<LogWish> = {}, signal = new AbortController().signal) {
  const lines: string[] = [];
  const all = { lines: 100, follow: false, ...wish };
  for await (const line of readAppLogs(files, all, signal)) {
    const minute = (line.atMs - at(0)) / 60_000;
    lines.push(`${minute} r${line.release} ${line.stderr ? 'err ' : ''}${line.text}`);
  }
  return lines;
}

test('lines of both streams come in the order of time, each with the release of its time', async () => {
  await live(1);
  await write(files.log, 0, 'one');
  await write(files.errorLog, 1, 'bad');
  await live(2);
  await write(files.log, 2, 'two', 'three');
  const expected = ['0 r1 one', '1 r1 err bad', '2 r2 two', '2 r2 three'];
  expect(await read()).toEqual(expected);
  expect(await read({ search: 'e' })).toEqual(['0 r1 one', '2 r2 three']);
  expect(await read({ lines: 50_000 })).toEqual(expected);
});

test('text is found whatever its case, and a window of time has its two ends', async () => {
  for (let minute = 0; minute < 10; minute += 1) {
    await write(files.log, minute, `GET /orders ${minute}`, `POST /Cart ${minute}`);
  }
  expect(await read({ search: 'CART 7' })).toEqual(['7 r0 POST /Cart 7']);
  const window = { sinceMs: at(3), untilMs: at(5) };
  expect((await read(window)).map((line) => line[0])).toEqual([...'334455']);
  expect(await read({ ...window, search: 'get', lines: 1 })).toEqual(['5 r0 GET /orders 5']);
});

test('what was cut off is searched too, and its times are kept', async () => {
  await live(4);
  await write(files.log, 0, `needle in what is thrown away ${'x'.repeat(100)}`);
  await appendFile(files.log, `${'filling\n'.repeat(2_000_000)}`);
  await write(files.log, 1, 'needle before the cut', `${'y'.repeat(6_000_000)}`);
  await write(files.log, 2, 'needle at its end');
  await trimLog(files.log);
  await write(files.log, 3, 'needle afterwards');
  expect(await read({ search: 'needle' })).toEqual([
    '2 r4 needle at its end',
    '3 r4 needle afterwards',
  ]);
});

test('a search sees what is shown, so that it cannot guess what is masked', async () => {
  await write(files.log, 0, 'password is hunter2');
  const mask = (lines: readonly string[]) => lines.map((line) => line.replace('hunter2', '***'));
  expect(await read({ search: 'hunter', mask })).toEqual([]);
  expect(await read({ search: 'password', mask })).toEqual(['0 r0 password is hunter2']);
});

test('only the last of many are sent, and it is said', async () => {
  await write(files.log, 0, ...Array.from({ length: 5_000 }, (_, index) => `line ${index}`));
  const notes: string[] = [];
  const found = await read({ search: 'line', lines: 3, note: (text) => notes.push(text) });
  expect(found).toEqual(['0 r0 line 4997', '0 r0 line 4998', '0 r0 line 4999']);
  expect(notes).toEqual(['these are the last 3 of 5000 lines that match']);
});

test('new lines are filtered as well, and a reader that leaves ends it', async () => {
  await write(files.log, 0, 'GET old');
  const stop = new AbortController();
  const seen: string[] = [];
  const reading = (async () => {
    const wish = { lines: 10, follow: true, search: 'get' };
    for await (const { text } of readAppLogs(files, wish, stop.signal)) seen.push(text);
  })();
  await expect.poll(() => seen).toEqual(['GET old']);
  await appendFile(files.log, 'POST new\nGET new\n');
  await expect.poll(() => seen).toEqual(['GET old', 'GET new']);
  stop.abort();
  await reading;
});

test('a file without notes, with half a line at its end', async () => {
  await writeFile(files.log, 'whole\nhalf');
  await utimes(files.log, at(1) / 1_000, at(1) / 1_000);
  expect(await read({ search: 'h' })).toEqual(['1 r0 whole', '1 r0 half']);
});
