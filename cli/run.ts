import { CommanderError } from 'commander';
import { ApiError } from '../lib/api/api-error.ts';
import { UserError } from '../lib/user-error.ts';
import { exitOfProgram } from './command-line.ts';
import { type ExitName, exitOf } from './exit-codes.ts';
import type { Io } from './io.ts';
import { createProgram, overview } from './program.ts';

/** Runs one command line; resolves with the name of its exit code. Never throws. */
export async function run(io: Io, args: readonly string[]): Promise<ExitName> {
  const program = createProgram(io);
  if (args.length === 0) {
    io.print(overview(program, io));
    return 'ok';
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitOfProgram(program);
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 'ok' : 'usage';
    report(io, error, args.includes('--json'));
    return exitOf(error);
  }
}

function report(io: Io, error: unknown, json: boolean): void {
  const { red, cyan, dim } = io.errorColors;
  const { code, message, hint } = describe(error);
  if (json) io.json({ error: { code, message, hint } });
  io.note(`${red('✗')} ${message}`);
  if (hint !== undefined) io.note(`  ${cyan('→')} ${hint}`);
  const request =
    error instanceof ApiError && error.status >= 500 ? `, request ${error.requestId}` : '';
  io.note(`  ${dim(`code: ${code}${request}`)}`);
}

function describe(error: unknown): { code: string; message: string; hint: string | undefined } {
  if (error instanceof UserError) return error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'internal_error',
    message: `Internal error: ${text}`,
    hint: 'This is a bug in vpspilot; please report it with the lines above',
  };
}
