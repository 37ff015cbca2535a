/** Reads whole log files from their beginning, for whoever searches in them or wants all of them. */
import { open } from 'node:fs/promises';
import type { LogLine, LogWish } from '../ports.ts';
import { createMarkReader, offsetBefore, readMarks, sizeOf } from './app-log-marks.ts';
import { matcher } from './app-log-match.ts';
import type { LogFiles } from './app-logs.ts';

const chunkBytes = 256 * 1024;
/** More of one file is not searched. */
const fileMaxBytes = 64 * 1024 * 1024;

/** Where the present files end for this search: what comes behind is for following. */
export type LogEnds = Readonly<Record<keyof LogFiles, number>>;

/** Lines that are wanted, both streams in the order of time. */
export function searchLogs(
  files: LogFiles,
  ends: LogEnds,
  wish: LogWish,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  return merged(
    streamLines({ path: files.log, end: ends.log, stderr: false }, wish, signal),
    streamLines({ path: files.errorLog, end: ends.errorLog, stderr: true }, wish, signal),
  );
}

interface Stream {
  path: string;
  end: number;
  stderr: boolean;
}

/** What was cut off is in the file beside it. */
async function* streamLines(
  stream: Stream,
  wish: LogWish,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const older = `${stream.path}.1`;
  const { size } = await sizeOf(older);
  yield* fileLines({ ...stream, path: older, end: size }, wish, signal);
  yield* fileLines(stream, wish, signal);
}

async function* fileLines(
  { path, end, stderr }: Stream,
  wish: LogWish,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const { sinceMs = 0, untilMs = 0 } = wish;
  const matches = matcher(wish);
  const marks = await readMarks(path);
  const { mtimeMs } = await sizeOf(path);
  const timeOf = createMarkReader(marks, Math.round(mtimeMs));
  const start = Math.max(offsetBefore(marks, sinceMs), end - fileMaxBytes);
  for await (const { lines, at } of chunksOf(path, start, end, signal)) {
    const texts = lines.map((line) => line.toString('utf8'));
    const wanted = matches(texts);
    let offset = at;
    const found: LogLine[] = texts.flatMap((text, index) => {
      offset += (lines[index]?.length ?? 0) + 1;
      return wanted[index] === true ? [{ text, stderr, ...timeOf(offset) }] : [];
    });
    yield* found.filter(({ atMs }) => atMs >= sinceMs && (untilMs === 0 || atMs <= untilMs));
    if (untilMs > 0 && timeOf(offset).atMs > untilMs) return;
  }
}

/** Whole lines, a piece of the file at a time, with the offset of the first. */
async function* chunksOf(path: string, start: number, end: number, signal: AbortSignal) {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return;
  try {
    let rest = Buffer.alloc(0);
    for (let offset = start; offset < end && !signal.aborted; ) {
      const wanted = Math.min(chunkBytes, end - offset);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset);
      if (bytesRead === 0) break;
      offset += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const last = bytes.lastIndexOf(10) + 1;
      rest = Buffer.from(bytes.subarray(last));
      yield { lines: linesIn(bytes.subarray(0, last)), at: offset - bytes.length };
    }
    if (rest.length > 0 && !signal.aborted) yield { lines: [rest], at: end - rest.length };
  } finally {
    await file.close();
  }
}

function linesIn(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

async function* merged(
  a: AsyncGenerator<LogLine>,
  b: AsyncGenerator<LogLine>,
): AsyncGenerator<LogLine> {
  try {
    let [first, second] = [await a.next(), await b.next()];
    while (first.done !== true || second.done !== true) {
      const takeFirst =
        second.done === true || (first.done !== true && first.value.atMs <= second.value.atMs);
      if (takeFirst && first.done !== true) {
        yield first.value;
        first = await a.next();
      } else if (second.done !== true) {
        yield second.value;
        second = await b.next();
      }
    }
  } finally {
    await Promise.all([a.return(undefined), b.return(undefined)]);
  }
}

/** The last of many lines, and how many there were. */
export async function lastOf(
  lines: AsyncIterable<LogLine>,
  count: number,
): Promise<{ last: LogLine[]; total: number }> {
  let last: LogLine[] = [];
  let total = 0;
  for await (const line of lines) {
    total += 1;
    last.push(line);
    if (last.length >= 2 * count + 1_000) last = last.slice(-count);
  }
  return { last: count === 0 ? [] : last.slice(-count), total };
}
