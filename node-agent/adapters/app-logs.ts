/**
 * The log files of applications: standard output and standard error of every release, appended by
 * the applications themselves, so that no line is lost while the agent is away. The same under
 * systemd (`StandardOutput=append:`) and the process supervisor.
 */
import { watch } from 'node:fs';
import { type FileHandle, mkdir, open, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A file is cut back when it has grown beyond this, so that no application fills the disk. */
const fileMaxBytes = 20 * 1024 * 1024;
/** How much of its end is kept then, as `<file>.1`. */
const keptBytes = 5 * 1024 * 1024;
const trimIntervalMs = 2_000;
const chunkBytes = 64 * 1024;

export interface LogLine {
  text: string;
  stderr: boolean;
  /** When it was read; for lines from before, when the file was last written. */
  atMs: number;
}

export interface LogFiles {
  log: string;
  errorLog: string;
}

/** The last lines, the stream that was written last coming last; then live ones until aborted. */
export async function* readAppLogs(
  files: LogFiles,
  options: { lines: number; follow: boolean },
  signal: AbortSignal,
): AsyncIterable<LogLine> {
  const tails = await Promise.all([
    readTail(files.log, options.lines, false),
    readTail(files.errorLog, options.lines, true),
  ]);
  const past = tails.toSorted((a, b) => a.atMs - b.atMs).flatMap((tail) => tail.lines);
  if (options.lines > 0) yield* past.slice(-options.lines);
  if (options.follow) yield* followFiles(tails, signal);
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
    const lines = await linesBefore(file, size, count, since > size ? 0 : since);
    return {
      path,
      stderr,
      offset: size,
      atMs: mtimeMs,
      lines: lines.map((text) => ({ text, stderr, atMs: Math.round(mtimeMs) })),
    };
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

async function* followFiles(tails: readonly Tail[], signal: AbortSignal): AsyncIterable<LogLine> {
  const waiting: LogLine[] = [];
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
      yield* waiting.splice(0);
      // Both flags are checked before waiting, so that a change while reading is not missed.
      if (!changed && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', notify);
    for (const watcher of watchers) watcher.close();
  }
}

async function watchFile(path: string, notify: () => void) {
  await mkdir(dirname(path), { recursive: true });
  await open(path, 'a', 0o640).then((file) => file.close());
  return watch(path, notify);
}

/** Reads what was appended since the last call, line by line. */
function createFollower(tail: Tail, lines: LogLine[]): () => Promise<void> {
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

function takeLines(bytes: Buffer, stderr: boolean, lines: LogLine[]): Buffer<ArrayBuffer> {
  const end = bytes.lastIndexOf(10);
  const atMs = Date.now();
  if (end >= 0) {
    for (const text of bytes.subarray(0, end).toString('utf8').split('\n')) {
      lines.push({ text, stderr, atMs });
    }
  }
  return Buffer.from(bytes.subarray(end + 1));
}

/** Cuts files that have grown too large back to nothing, keeping their end as `<file>.1`. */
export async function trimLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size <= fileMaxBytes) return;
  const from = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await from.read(
      Buffer.alloc(keptBytes),
      0,
      keptBytes,
      size - keptBytes,
    );
    const to = await open(`${path}.1`, 'w', 0o640);
    await to.writeFile(buffer.subarray(0, bytesRead)).finally(() => to.close());
  } finally {
    await from.close();
  }
  // Writers append, so their next line is written at the new end.
  await truncate(path, 0);
}

/** Looks at the files now and then for as long as the program runs; never keeps it running. */
export function keepLogsSmall(files: () => Promise<readonly string[]>): void {
  const trim = async () => {
    for (;;) {
      await sleep(trimIntervalMs, undefined, { ref: false });
      const paths = await files().catch(() => []);
      await Promise.allSettled(paths.filter((path) => path.endsWith('.log')).map(trimLog));
    }
  };
  void trim();
}
