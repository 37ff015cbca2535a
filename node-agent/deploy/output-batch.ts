import type { Redactor } from '../../lib/redact.ts';

export interface OutputLine {
  stderr: boolean;
  text: string;
  atMs: bigint;
  /** Of an application's log. */
  release?: number;
}

/** Lines wait this long for more of them, so that a chatty build does not make an event per line. */
const batchMs = 50;
const batchBytes = 64 * 1024;
/** A longer line is cut into pieces of this length; nothing of it is lost. */
const lineLength = 256 * 1024;

/** Collects output and hands it on in batches, masked. */
export function createOutputBatch(
  redactor: Pick<Redactor, 'maskLines'>,
  now: () => number,
  deliver: (lines: OutputLine[]) => void,
) {
  let lines: OutputLine[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const batch = lines;
    lines = [];
    bytes = 0;
    // Masked before it is cut: a secret must not slip through in two halves.
    const masked = redactor.maskLines(batch.map(({ text }) => text));
    deliver(batch.flatMap((line, at) => cut(line, masked[at] ?? '')));
  };
  return {
    flush,
    add(text: string, stderr: boolean, at: number = now(), release?: number) {
      const atMs = BigInt(Math.round(at));
      for (const line of text.split('\n')) {
        const shown = line.endsWith('\r') ? line.slice(0, -1) : line;
        lines.push({ stderr, text: shown, atMs, ...(release === undefined ? {} : { release }) });
      }
      bytes += text.length;
      if (bytes >= batchBytes) flush();
      else timer ??= setTimeout(flush, batchMs);
    },
  };
}

function cut(line: OutputLine, text: string): OutputLine[] {
  if (text.length <= lineLength) return [{ ...line, text }];
  const pieces = Math.ceil(text.length / lineLength);
  return Array.from({ length: pieces }, (_, at) => ({
    ...line,
    text: text.slice(at * lineLength, (at + 1) * lineLength),
  }));
}
