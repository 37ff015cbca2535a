import { createColors } from 'picocolors';

type Colors = ReturnType<typeof createColors>;

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** What a command talks through. Data goes to stdout; everything said beside it to stderr. */
export interface Io {
  stdout: Output;
  stderr: Output;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  env: Readonly<Record<string, string | undefined>>;
  /** For stdout and for stderr: each may be a terminal or not. */
  colors: Colors;
  errorColors: Colors;
  /** A line of the result. */
  print(line?: string): void;
  /** A line beside the result: progress, notes, warnings. */
  note(line: string): void;
  /** The whole result as JSON, on one line when it is not a terminal. */
  json(value: unknown): void;
}

/** Colours only where a person looks, and never against NO_COLOR. */
export function wantsColors(stream: { isTTY?: boolean }, env: Io['env']): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** An Io over these streams. */
export function createIo(
  { stdout, stderr, stdin }: Pick<Io, 'stdout' | 'stderr' | 'stdin'>,
  env: Io['env'],
): Io {
  return {
    ...{ stdout, stderr, stdin, env },
    colors: createColors(wantsColors(stdout, env)),
    errorColors: createColors(wantsColors(stderr, env)),
    print: (line = '') => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    json: (value) => void stdout.write(`${JSON.stringify(value, null, stdout.isTTY ? 2 : 0)}\n`),
  };
}

export function processIo(): Io {
  return createIo(process, process.env);
}
