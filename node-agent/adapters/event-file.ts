import {
  closeSync,
  fdatasync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';

const syncData = promisify(fdatasync);

/**
 * Append-only file of lines. A line is written in one call; what a crash left behind after the
 * last newline is cut off when the file is opened again.
 */
export interface EventFile {
  readonly count: number;
  /** @throws when the disk is full; nothing of the line stays in the file then. */
  append(line: string): void;
  /** Lines from `index` on, at least one when there is one, then as many as fit into `maxBytes`. */
  read(index: number, maxBytes: number): string[];
  /** What was appended survives a power cut when it resolves. */
  sync(): Promise<void>;
  close(): void;
}

export function openEventFile(path: string): EventFile {
  const fd = openSync(path, 'a+', 0o600);
  // Where each line begins; the last entry is the end of the file.
  const starts = lineStarts(readFileSync(path));
  ftruncateSync(fd, endOf(starts));
  let synced = endOf(starts);
  let closed = false;
  return {
    get count() {
      return starts.length - 1;
    },
    append(line) {
      const bytes = Buffer.from(`${line}\n`);
      try {
        writeWhole(fd, bytes);
      } catch (error) {
        ftruncateSync(fd, endOf(starts));
        throw error;
      }
      starts.push(endOf(starts) + bytes.length);
    },
    read(index, maxBytes) {
      const [from, to] = span(starts, index, maxBytes);
      if (from === to) return [];
      const bytes = Buffer.alloc(to - from);
      readSync(fd, bytes, 0, bytes.length, from);
      return bytes.toString('utf8', 0, bytes.length - 1).split('\n');
    },
    async sync() {
      const end = endOf(starts);
      if (end === synced || closed) return;
      await syncData(fd);
      synced = end;
    },
    close() {
      if (!closed) closeSync(fd);
      closed = true;
    },
  };
}

function endOf(starts: readonly number[]): number {
  return starts.at(-1) ?? 0;
}

function lineStarts(content: Buffer): number[] {
  const starts = [0];
  for (let at = content.indexOf(10); at !== -1; at = content.indexOf(10, at + 1))
    starts.push(at + 1);
  return starts;
}

function span(starts: readonly number[], index: number, maxBytes: number): [number, number] {
  const from = starts[index] ?? endOf(starts);
  let last = Math.min(index + 1, starts.length - 1);
  while (last + 1 < starts.length && (starts[last + 1] ?? 0) - from <= maxBytes) last += 1;
  return [from, Math.max(from, starts[last] ?? from)];
}

function writeWhole(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(fd, bytes, written);
  }
}
