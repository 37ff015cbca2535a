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

/** What programs write when they give up. */
const troubled = /error|fail|fatal|panic|exception|cannot|not found|denied|refused/i;

/** Where a quoted line stands last: of the first that tells of trouble, else of the last one. */
function quotedLine(lines: readonly LogLine[], message: string): LogLine | undefined {
  // The first line of a message is ours; what is said comes after it.
  const quotes = message
    .split('\n')
    .slice(1)
    .map((quote) => quote.trim())
    .filter((quote) => quote.length >= wordsMin);
  const inOrder = [...quotes.filter((quote) => troubled.test(quote)), ...quotes.toReversed()];
  for (const quote of inOrder) {
    const found = lastOf(lines, ({ plain }) => plain.trim() === quote);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The newest line with text for which it holds. */
function lastOf(lines: readonly LogLine[], holds: (line: LogLine) => boolean): LogLine | undefined {
  return lines.findLast((line) => line.plain.trim() !== '' && holds(line));
}
