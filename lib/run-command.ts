import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { UserError } from './user-error.ts';

/** Program and arguments; never a shell string. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface RunOptions {
  cwd?: string;
  /** Replaces the environment unless `inheritEnv` is true. */
  env?: Readonly<Record<string, string>>;
  /** Whether this program's own environment is passed on, or which of its variables. Default true. */
  inheritEnv?: boolean | readonly string[];
  input?: string | Uint8Array;
  /** Ends the whole process group: SIGTERM, then SIGKILL after `killAfterMs`. */
  signal?: AbortSignal;
  timeoutMs?: number;
  killAfterMs?: number;
  /** Called with every line as it comes, without its newline. */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Keep stdout as bytes in the result; default text. */
  binary?: boolean;
}

export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
  bytes: Uint8Array;
}

/** How much of each stream is kept in the result; lines given to `onLine` are complete. */
const keptBytes = 8 * 1024 * 1024;

/**
 * Runs a program to its end; the only place that starts processes which are waited for.
 *
 * @throws UserError `command_failed` with exit code and last lines, `command_missing`; the signal's
 *   reason when it was aborted (after the whole process group is gone).
 */
export async function runCommand(
  command: CommandLine,
  options: RunOptions = {},
): Promise<CommandResult> {
  const result = await tryCommand(command, options);
  if (result.exitCode === 0) return result;
  const said = (result.stderr || result.stdout).trim().split('\n').slice(-5).join('\n');
  throw new UserError(
    'command_failed',
    `${command[0]} ended with exit code ${result.exitCode}: ${said}`,
    {
      cause: result,
    },
  );
}

/** Like `runCommand`, but an exit code other than 0 is a result, not an error. */
export async function tryCommand(
  command: CommandLine,
  options: RunOptions = {},
): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const [program] = command;
  const child = start(command, options);
  const stderr = keepTail();
  const stdout = options.onLine === undefined ? keepAll() : keepTail();
  const reading = [
    readLines(child.stderr, (line) => {
      stderr.add(line);
      options.onLine?.(line, 'stderr');
    }),
    options.onLine === undefined
      ? readChunks(child.stdout, stdout.add)
      : readLines(child.stdout, (line) => {
          stdout.add(line);
          options.onLine?.(line, 'stdout');
        }),
  ];
  const stop = stopOn(child.pid, options);
  try {
    const exitCode = await endOf(child, program);
    await Promise.all(reading);
    options.signal?.throwIfAborted();
    if (stop.timedOut()) {
      const message = `${program} did not end within ${options.timeoutMs} ms`;
      throw new UserError('command_timed_out', message);
    }
    const bytes = options.binary === true ? stdout.bytes() : new Uint8Array();
    const text = options.binary === true ? '' : stdout.text();
    return { exitCode, stdout: text, stderr: stderr.text(), bytes };
  } finally {
    stop.clear();
  }
}

/** Node's own function: a library around it would cost every agent several megabytes. */
function start([program, ...args]: CommandLine, options: RunOptions): ChildProcess {
  const inherited = inheritedEnv(options.inheritEnv ?? true);
  try {
    const child = spawn(program, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...inherited, ...options.env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A group of its own, so that a cancel reaches what the program started.
      detached: true,
    });
    // It may end without reading what it is given.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);
    return child;
  } catch (cause) {
    throw missing(program, cause);
  }
}

function inheritedEnv(which: boolean | readonly string[]): NodeJS.ProcessEnv {
  if (typeof which === 'boolean') return which ? process.env : {};
  return Object.fromEntries(
    which.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])),
  );
}

function endOf(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(missing(program, cause)));
    child.once('exit', (code) => resolve(code ?? 128));
  });
}

function missing(program: string, cause: unknown): UserError {
  return new UserError('command_missing', `${program} could not be started`, {
    cause,
    hint: `Install ${program}, or put it on the PATH of this program`,
  });
}

function stopOn(pid: number | undefined, options: RunOptions) {
  let timedOut = false;
  const timers: NodeJS.Timeout[] = [];
  const signalGroup = (signal: NodeJS.Signals) => {
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const stop = () => {
    signalGroup('SIGTERM');
    timers.push(setTimeout(() => signalGroup('SIGKILL'), options.killAfterMs ?? 2_000));
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.timeoutMs !== undefined) {
    timers.push(
      setTimeout(() => {
        timedOut = true;
        stop();
      }, options.timeoutMs),
    );
  }
  return {
    timedOut: () => timedOut,
    clear: () => {
      options.signal?.removeEventListener('abort', stop);
      for (const timer of timers) clearTimeout(timer);
      if (options.signal?.aborted === true || timedOut) signalGroup('SIGKILL');
    },
  };
}

interface Kept {
  add(part: string | Uint8Array): void;
  bytes(): Uint8Array;
  text(): string;
}

function keepTail(): Kept {
  const kept: string[] = [];
  let size = 0;
  const text = () => kept.join('\n');
  return {
    add(part) {
      const line = String(part);
      kept.push(line);
      size += line.length + 1;
      while (size > keptBytes && kept.length > 1) size -= (kept.shift() ?? '').length + 1;
    },
    text,
    bytes: () => Buffer.from(text()),
  };
}

function keepAll(): Kept {
  const kept: Uint8Array[] = [];
  const bytes = () => Buffer.concat(kept);
  return {
    add: (part) => kept.push(typeof part === 'string' ? Buffer.from(part) : part),
    bytes,
    text: () =>
      bytes()
        .toString('utf8')
        .replace(/\r?\n$/, ''),
  };
}

async function readChunks(stream: Readable | null, onChunk: (chunk: Uint8Array) => void) {
  for await (const chunk of stream ?? []) onChunk(chunk as Uint8Array);
}

async function readLines(stream: Readable | null, onLine: (line: string) => void) {
  // Pieces of a line that has no end yet: joined once, however long it becomes.
  let pieces: string[] = [];
  stream?.setEncoding('utf8');
  for await (const chunk of stream ?? []) {
    const [first = '', ...others] = String(chunk).split('\n');
    pieces.push(first);
    for (const next of others) {
      onLine(pieces.join(''));
      pieces = [next];
    }
  }
  const rest = pieces.join('');
  if (rest !== '') onLine(rest);
}
