import type { LogLine, LogSnapshot } from '../log-view/log-store.ts';

/** Shorter words stand in many lines. */
const wordsMin = 8;

/**
 * The line of the log in which a failure shows: one that the message quotes, else the last that the
 * step wrote to stderr, else its last.
 */
export function failingLine(
  { lines }: LogSnapshot,
  { step, message }: { step: string | null; message: string },
): number | undefined {
  const ofStep = step === null ? lines : lines.filter((line) => line.step === step);
  const line = quotedLine(ofStep, message) ?? lastOf(ofStep, ({ stderr }) => stderr);
  return (line ?? lastOf(ofStep, () => true))?.number;
}

/** The first of the quoted lines, where it stands last. */
function quotedLine(lines: readonly LogLine[], message: string): LogLine | undefined {
  const quotes = message
    .split('\n')
    .map((quote) => quote.trim())
    .filter((quote) => quote.length >= wordsMin);
  for (const quote of quotes) {
    const found = lastOf(lines, ({ plain }) => plain.trim() === quote);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The newest line with text for which it holds. */
function lastOf(lines: readonly LogLine[], holds: (line: LogLine) => boolean): LogLine | undefined {
  return lines.findLast((line) => line.plain.trim() !== '' && holds(line));
}
