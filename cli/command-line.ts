import { type Command, InvalidArgumentError } from 'commander';
import { type Central, createCentral } from './api/client.ts';
import type { ExitName } from './exit-codes.ts';
import type { Io } from './io.ts';
import { requireLogin } from './settings.ts';
import { withSuggestion } from './subcommand-suggestion.ts';

/** What every command's action gets. */
export interface Session {
  io: Io;
  /** Machine output was asked for. */
  json: boolean;
  /** Opened when it is needed: some commands work without central. */
  central(): Promise<Central>;
}

/** A command's work: resolves with the name of its exit code, `ok` when undefined. */
type Action<Options> = (
  session: Session,
  args: readonly string[],
  options: Options,
) => Promise<ExitName | undefined>;

/**
 * Finishes a command: adds `--json` and the examples to its help, and runs the action with its
 * positional arguments (all of them as text; variadic ones are spread).
 */
export function defineAction<Options = object>(
  command: Command,
  io: Io,
  { examples, run }: { examples: readonly string[]; run: Action<Options> },
): void {
  command
    .option('--json', 'print the result as JSON on stdout')
    .option('--server <server>', 'name or address of central (default: the current one)')
    .addHelpText(
      'after',
      `\nExamples:\n${examples.map((example) => `  $ vpspilot ${example}`).join('\n')}`,
    )
    .action(async () => {
      const options = command.opts<Options & { json?: boolean; server?: string }>();
      const central = async () => createCentral(await requireLogin(io.env, options.server));
      const session = { io, json: options.json === true, central };
      const exit = await run(session, command.args, options).catch((error: unknown) => {
        throw withSuggestion(error, command);
      });
      // Kept for main: exiting here would cut what is still being written.
      finished.set(rootOf(command), exit ?? 'ok');
    });
}

const finished = new WeakMap<Command, ExitName>();

/** The exit of the action that ran; `ok` when none did. */
export function exitOfProgram(program: Command): ExitName {
  return finished.get(program) ?? 'ok';
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

/** Parser of whole numbers from `min` on, for options and arguments. */
export function wholeNumber(min: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= min) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} on.`);
  };
}
