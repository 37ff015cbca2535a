/**
 * The log files of applications: standard output and standard error of every release, appended by
 * the applications themselves, so that no line is lost while the agent is away. The same under
 * systemd (`StandardOutput=append:`) and the process supervisor.
 */
import { watch } from 'node:fs';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LogLine, LogWish } from '../ports.ts';
import { createMarkReader, liveRelease, readMarks } from './app-log-marks.ts';
import { matcher } from './app-log-match.ts';

const chunkBytes = 64 * 1024;
/** Whoever wants more past lines than this gets all there are. */
const tailLinesMax = 10_000;

export interface LogFiles {
  log: string;
  errorLog: string;
}

/** The last lines in the order of time, then live ones until aborted. */
export async function* readAppLogs(
  files: LogFiles,
  wish: LogWish,
  signal: AbortSignal,
): AsyncIterable<LogLine> {
  const { lines, follow, search = '', sinceMs = 0, untilMs = 0 } = wish;
  const isSearch = search !== '' || sinceMs > 0 || untilMs > 0 || lines > tailLinesMax;
  const tails = await Promise.all([
    readTail(files.log, isSearch ? 0 : lines, false),
    readTail(files.errorLog, isSearch ? 0 : lines, true),
  ]);
  if (isSearch) yield* pastLines(files, tails, wish, signal);
  else if (lines > 0) {
    const past = tails.toSorted((a, b) => a.atMs - b.atMs).flatMap((tail) => tail.lines);
    yield* past.toSorted((a, b) => a.atMs - b.atMs).slice(-lines);
  }
  if (follow && untilMs === 0) yield* followFiles(files, tails, wish, signal);
}

/** Goes through all that is kept. */
async function* pastLines(
  files: LogFiles,
  [log, errorLog]: readonly Tail[],
  wish: LogWish,
  signal: AbortSignal,
): AsyncIterable<LogLine> {
  const { searchLogs, lastOf } = await import('./app-log-search.ts');
  const ends = { log: log?.offset ?? 0, errorLog: errorLog?.offset ?? 0 };
  const found = searchLogs(files, ends, wish, signal);
  // So many are all that there can be: nothing has to be held back for it.
  if (wish.lines > tailLinesMax) return yield* found;
  const { last, total } = await lastOf(found, wish.lines);
  if (total > last.length && last.length > 0) {
    wish.note?.(`these are the last ${last.length} of ${total} lines that match`);
  }
  yield* last;
}

/** Where the log files ended at some moment. */
export type LogSizes = Readonly<Record<keyof LogFiles, number>>;

export async function logSizes({ log, errorLog }: LogFiles): Promise<LogSizes> {
  const size = async (path: string) => (await stat(path).catch(() => undefined))?.size ?? 0;
  return { log: await size(log), errorLog: await size(errorLog) };
}

/**
 * What was written last since then: to standard error, or when there is nothing, to standard
 * output. Another release of the project that runs beside it writes into the same files.
 */
export async function lastWords(
  files: LogFiles,
  count: number,
  since: LogSizes,
): Promise<string[]> {
  for (const name of ['errorLog', 'log'] as const) {
    const { lines } = await readTail(files[name], count, false, since[name]);
    if (lines.length > 0) return lines.map((line) => line.text);
  }
  return [];
}

interface Tail {
  path: string;
  stderr: boolean;
  /** Up to where it was read. */
  offset: number;
  atMs: number;
  lines: LogLine[];
}

async function readTail(path: string, count: number, stderr: boolean, since = 0): Promise<Tail> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return { path, stderr, offset: 0, atMs: 0, lines: [] };
  try {
    const { size, mtimeMs } = await file.stat();
    // A file that is shorter now was cut back in the meantime.
    const texts = await linesBefore(file, size, count, since > size ? 0 : since);
    const atMs = Math.round(mtimeMs);
    const marks = texts.length === 0 ? [] : await readMarks(path);
    const timeOf = createMarkReader(marks, atMs);
    let end = size - texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
    const lines = texts.map((text): LogLine => {
      end += Buffer.byteLength(text) + 1;
      return { text, stderr, ...timeOf(end) };
    });
    return { path, stderr, offset: size, atMs, lines };
  } finally {
    await file.close();
  }
}

/** Reads backwards in pieces until there are enough lines. */
async function linesBefore(
  file: FileHandle,
  size: number,
  count: number,
  first: number,
): Promise<string[]> {
  if (count <= 0) return [];
  let start = size;
  let bytes = Buffer.alloc(0);
  let newlines = 0;
  while (start > first && newlines <= count) {
    const length = Math.min(chunkBytes, start - first);
    start -= length;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
    const piece = buffer.subarray(0, bytesRead);
    newlines += piece.filter((byte) => byte === 10).length;
    bytes = Buffer.concat([piece, bytes]);
  }
  const lines = bytes.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(-count);
}

async function* followFiles(
  files: LogFiles,
  tails: readonly Tail[],
  wish: LogWish,
  signal: AbortSignal,
): AsyncIterable<LogLine> {
  const matches = matcher(wish);
  const waiting: FreshLine[] = [];
  const readers = tails.map((tail) => createFollower(tail, waiting));
  let wake = () => {};
  let changed = true;
  const notify = () => {
    changed = true;
    wake();
  };
  signal.addEventListener('abort', notify);
  const watchers = await Promise.all(tails.map((tail) => watchFile(tail.path, notify)));
  try {
    while (!signal.aborted) {
      changed = false;
      for (const read of readers) await read();
      yield* await named(files, waiting.splice(0), matches);
      // Both flags are checked before waiting, so that a change while reading is not missed.
      if (!changed && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', notify);
    for (const watcher of watchers) watcher.close();
  }
}

/** Those that are wanted, with the release that is live now. */
async function named(
  { log }: LogFiles,
  lines: readonly FreshLine[],
  matches: ReturnType<typeof matcher>,
): Promise<LogLine[]> {
  if (lines.length === 0) return [];
  const wanted = matches(lines.map(({ text }) => text));
  const release = await liveRelease(log);
  return lines.filter((_, at) => wanted[at]).map((line) => ({ ...line, release }));
}

async function watchFile(path: string, notify: () => void) {
  await mkdir(dirname(path), { recursive: true });
  await open(path, 'a', 0o640).then((file) => file.close());
  return watch(path, notify);
}

type FreshLine = Omit<LogLine, 'release'>;

/** Reads what was appended since the last call, line by line. */
function createFollower(tail: Tail, lines: FreshLine[]): () => Promise<void> {
  let offset = tail.offset;
  let rest = Buffer.alloc(0);
  return async () => {
    const file = await open(tail.path, 'r').catch(() => undefined);
    if (file === undefined) return;
    try {
      const { size } = await file.stat();
      if (size < offset) offset = 0;
      while (offset < size) {
        const { buffer, bytesRead } = await file.read(
          Buffer.alloc(chunkBytes),
          0,
          chunkBytes,
          offset,
        );
        if (bytesRead === 0) return;
        offset += bytesRead;
        rest = takeLines(Buffer.concat([rest, buffer.subarray(0, bytesRead)]), tail.stderr, lines);
      }
    } finally {
      await file.close();
    }
  };
}

function takeLines(bytes: Buffer, stderr: boolean, lines: FreshLine[]): Buffer<ArrayBuffer> {
  const end = bytes.lastIndexOf(10);
  const atMs = Date.now();
  if (end >= 0) {
    for (const text of bytes.subarray(0, end).toString('utf8').split('\n')) {
      lines.push({ text, stderr, atMs });
    }
  }
  return Buffer.from(bytes.subarray(end + 1));
}
