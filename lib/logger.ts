import { isatty } from 'node:tty';
import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** "debug", "info" (default), "warn", "error", "silent" */
  level?: string;
  /** Last look at every line before it leaves the process, to mask secrets. */
  mask?: (line: string) => string;
  /** Where lines go; default: standard error, pretty when it is a terminal. */
  write?: (line: string) => void;
}

/** Makes the logger of a program: one JSON object per line, or readable text on a terminal. */
export function createLogger(name: string, options: LoggerOptions = {}): Logger {
  const mask = options.mask ?? ((line: string) => line);
  const write = options.write ?? (isatty(2) ? writePretty : writePlain);
  return pino(
    {
      name,
      level: options.level ?? 'info',
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    { write: (line: string) => write(mask(line)) },
  );
}

function writePlain(line: string): void {
  process.stderr.write(line);
}

function writePretty(line: string): void {
  process.stderr.write(`${prettyLine(line)}\n`);
}

const levelNames: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info ',
  40: 'warn ',
  50: 'error',
  60: 'fatal',
};

/** One log line as a person reads it: time, level, message, then the remaining fields. */
export function prettyLine(line: string): string {
  const {
    time,
    level,
    msg,
    name: _name,
    err,
    ...fields
  } = JSON.parse(line) as Record<string, unknown>;
  const clock = typeof time === 'string' ? time.slice(11, 19) : '';
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${asText(value)}`);
  return [clock, levelNames[Number(level)] ?? level, msg, ...rest, errorText(err)]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function errorText(err: unknown): string | undefined {
  if (typeof err !== 'object' || err === null) return undefined;
  const { stack, message } = err as { stack?: string; message?: string };
  return `\n${stack ?? message ?? ''}`;
}
