import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../../cli/exit-codes.ts';
import { createIo } from '../../cli/io.ts';
import { run } from '../../cli/run.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface CliRun {
  stdout: string;
  stderr: string;
  exit: number | null;
}

export interface CliOptions {
  env?: Record<string, string>;
  input?: string;
  /** Called with all of stdout and stderr so far, to act on it. */
  onOutput?: (text: string, signal: (name: NodeJS.Signals) => void) => void;
}

/** Runs the real command line as a process of its own, with an empty home. */
export function spawnCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { env = {}, input = '', onOutput } = options;
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env },
  });
  const run = { stdout: '', stderr: '' };
  const listen = (name: 'stdout' | 'stderr') =>
    child[name].setEncoding('utf8').on('data', (text: string) => {
      run[name] += text;
      onOutput?.(run.stdout + run.stderr, (signal) => child.kill(signal));
    });
  listen('stdout');
  listen('stderr');
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve) => child.on('close', (exit) => resolve({ ...run, exit })));
}

/** Runs the same command line inside this process: milliseconds, and everything but process and terminal is real. */
export async function runCli(
  args: readonly string[],
  { env = {}, input = '' }: Omit<CliOptions, 'onOutput'> = {},
): Promise<CliRun> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const io = createIo(
    { stdout, stderr, stdin: Readable.from([input]) },
    { HOME: '/nonexistent', ...env },
  );
  const exit = await run(io, args);
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { stdout: text(stdout), stderr: text(stderr), exit: exitCodes[exit].code };
}
