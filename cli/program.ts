import { Command } from 'commander';
import { addApplicationCommands } from './application-commands.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { version } from './package-version.ts';
import { addServerCommands } from './server-commands.ts';

/** The whole command line. */
export function createProgram(io: Io): Command {
  const program = new Command('vpspilot')
    .description('From git push to a running, health-checked, routed release on your own servers.')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help; also after each command')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHasColors: () => io.colors.isColorSupported,
      getErrHasColors: () => io.errorColors.isColorSupported,
      outputError: (text, write) => write(text.replace(/^error: /, `${io.errorColors.red('✗')} `)),
    })
    .configureHelp({
      styleTitle: (text) => io.colors.bold(text),
      styleCommandText: (text) => text,
      // Options are in the help of each command; here they would only push the words apart.
      subcommandTerm: (command) =>
        [
          command.name(),
          ...command.registeredArguments.map((one) =>
            one.required ? `<${one.name()}>` : `[${one.name()}]`,
          ),
        ].join(' '),
    })
    .addHelpText('after', exitCodeHelp(io))
    .showSuggestionAfterError()
    .exitOverride();
  addApplicationCommands(program, io);
  addServerCommands(program, io);
  return program;
}

/** What `vpspilot` alone shows: what there is, and where to begin. */
export function overview(program: Command, io: Io): string {
  const { bold, dim, cyan } = io.colors;
  const commands = program
    .helpInformation()
    .replace(/^[\s\S]*?(?=.*Your applications:)/, '')
    .trimEnd();
  return [
    `${bold('vpspilot')} ${version()} ${dim('·')} from git push to live, on your own servers`,
    '',
    commands,
    '',
    `${bold('First time?')}  ${cyan('vpspilot demo')} shows all of it on this machine.`,
    dim('Each command explains itself: vpspilot deploy --help'),
  ].join('\n');
}

function exitCodeHelp(io: Io): string {
  const rows = Object.values(exitCodes).map(
    ({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`,
  );
  return `\n${io.colors.bold('Exit codes:')}\n${rows.join('\n')}`;
}
