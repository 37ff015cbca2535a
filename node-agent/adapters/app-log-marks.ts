/**
 * When the lines of a log file were written. Applications write what they like, so the agent notes
 * beside each file, every two seconds in which it has grown, how long it was and which release was
 * live: one line `offset time release` per note in `<file>.times`.
 */
import { appendFile, open, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface LogMark {
  /** The file was so long … */
  offset: number;
  /** … when it was last written, in Unix milliseconds. */
  atMs: number;
  /** Live at that time; 0: not known. */
  release: number;
}

/** Notes how long the file is now, when it has grown since the last note. */
export function createLogMarker(): (path: string) => Promise<void> {
  const noted = new Map<string, number>();
  return async (path) => {
    const { size, mtimeMs } = await stat(path);
    // From before this agent: as good as noted, but once more than needed does no harm.
    const last = noted.get(path) ?? 0;
    if (size === last) return;
    noted.set(path, size);
    const mark = { offset: size, atMs: Math.round(mtimeMs), release: await liveRelease(path) };
    await appendFile(marksFile(path), textOf(mark), { mode: 0o640 });
  };
}

/** Notes of a file, in order; none for a file that has none. */
export async function readMarks(path: string): Promise<LogMark[]> {
  const text = await readFile(marksFile(path), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [offset, atMs, release] = line.split(' ').map(Number);
    if (offset === undefined || atMs === undefined || release === undefined) return [];
    return Number.isFinite(offset + atMs + release) ? [{ offset, atMs, release }] : [];
  });
}

/** The file begins again with nothing; its last `kept` bytes are `<file>.1` now, their notes with them. */
export async function cutMarks(path: string, size: number, kept: number): Promise<void> {
  const removed = size - kept;
  const marks = (await readMarks(path))
    .filter(({ offset }) => offset > removed)
    .map((mark) => ({ ...mark, offset: mark.offset - removed }));
  await writeFile(marksFile(`${path}.1`), marks.map(textOf).join(''), { mode: 0o640 });
  await rm(marksFile(path), { force: true });
}

/** Finds the time and release of lines, which must be asked for in the order of the file. */
export function createMarkReader(marks: readonly LogMark[], lastMs: number) {
  let next = 0;
  return (end: number): { atMs: number; release: number } => {
    while ((marks[next]?.offset ?? Number.POSITIVE_INFINITY) < end) next += 1;
    const mark = marks[next];
    // Written since the last note: by whoever was live then, as far as anybody knows.
    return mark ?? { atMs: lastMs, release: marks.at(-1)?.release ?? 0 };
  };
}

/** Everything before this offset was written before that time. */
export function offsetBefore(marks: readonly LogMark[], sinceMs: number): number {
  return marks.findLast(({ atMs }) => atMs < sinceMs)?.offset ?? 0;
}

function marksFile(path: string): string {
  return `${path}.times`;
}

function textOf({ offset, atMs, release }: LogMark): string {
  return `${offset} ${atMs} ${release}\n`;
}

/** Of the project whose log this is: …/logs/project-3.log, …/projects/current/project-3. */
export async function liveRelease(path: string): Promise<number> {
  const project = basename(path).replace(/(\.error)?\.log$/, '');
  const link = join(dirname(dirname(path)), 'projects', 'current', project);
  return Number(basename(await readlink(link).catch(() => '0'))) || 0;
}

/** Size of a file, and when it was written last; nothing there is an empty file. */
export async function sizeOf(path: string): Promise<{ size: number; mtimeMs: number }> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return { size: 0, mtimeMs: 0 };
  try {
    return await file.stat();
  } finally {
    await file.close();
  }
}
