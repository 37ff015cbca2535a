import { Command } from 'commander';
import { configCheckCommand } from './commands/config-check.ts';
import { deliveriesListCommand } from './commands/deliveries-list.ts';
import { deliveriesReplayCommand } from './commands/deliveries-replay.ts';
import { deliveriesShowCommand } from './commands/deliveries-show.ts';
import { dependenciesForgetCommand } from './commands/dependencies-forget.ts';
import { dependenciesListCommand } from './commands/dependencies-list.ts';
import { deployCommand } from './commands/deploy.ts';
import { deploymentsCancelCommand } from './commands/deployments-cancel.ts';
import { deploymentsListCommand } from './commands/deployments-list.ts';
import { deploymentsShowCommand } from './commands/deployments-show.ts';
import { doctorCommand } from './commands/doctor.ts';
import { initCommand } from './commands/init.ts';
import { loginCommand } from './commands/login.ts';
import { logsCommand } from './commands/logs.ts';
import { nodesListCommand } from './commands/nodes-list.ts';
import { nodesRemoveCommand } from './commands/nodes-remove.ts';
import { nodesRevokeCommand } from './commands/nodes-revoke.ts';
import { nodesTokenCommand } from './commands/nodes-token.ts';
import { projectsCreateCommand } from './commands/projects-create.ts';
import { projectsListCommand } from './commands/projects-list.ts';
import { projectsShowCommand } from './commands/projects-show.ts';
import { rollbackCommand } from './commands/rollback.ts';
import { secretsListCommand } from './commands/secrets-list.ts';
import { secretsSetCommand } from './commands/secrets-set.ts';
import { secretsUnsetCommand } from './commands/secrets-unset.ts';
import { toolchainsCommand } from './commands/toolchains.ts';
import { versionCommand } from './commands/version.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { otherPrograms } from './other-programs.ts';
import { version } from './package-version.ts';

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

function addApplicationCommands(program: Command, io: Io): void {
  program.commandsGroup('Your applications:');
  initCommand(program, io);
  deployCommand(program, io);
  rollbackCommand(program, io);
  logsCommand(program, io);
  group(
    program,
    'deployments',
    'list, show, cancel deployments',
    [deploymentsListCommand, deploymentsShowCommand, deploymentsCancelCommand],
    io,
  );
  group(
    program,
    'secrets',
    'set, unset, list the secrets of a project',
    [secretsSetCommand, secretsUnsetCommand, secretsListCommand],
    io,
  );
  group(
    program,
    'projects',
    'create, list, show projects',
    [projectsCreateCommand, projectsListCommand, projectsShowCommand],
    io,
  );
  group(
    program,
    'deliveries',
    'list, show, replay webhook deliveries',
    [deliveriesListCommand, deliveriesShowCommand, deliveriesReplayCommand],
    io,
  );
  group(
    program,
    'dependencies',
    'list, forget packages trusted since their first use',
    [dependenciesListCommand, dependenciesForgetCommand],
    io,
  );
  group(
    program,
    'config',
    'check a config.vpspilot.json, without a server',
    [configCheckCommand],
    io,
  );
  toolchainsCommand(program, io);
}

function addServerCommands(program: Command, io: Io): void {
  program.commandsGroup('Servers and access:');
  loginCommand(program, io);
  group(
    program,
    'nodes',
    'list, add, shut out, remove nodes',
    [nodesListCommand, nodesTokenCommand, nodesRevokeCommand, nodesRemoveCommand],
    io,
  );
  doctorCommand(program, io);
  versionCommand(program, io);
  program.commandsGroup('Programs:');
  otherPrograms(program);
}

type Register = (parent: Command, io: Io) => void;

function group(
  program: Command,
  name: string,
  summary: string,
  commands: readonly Register[],
  io: Io,
): void {
  const parent = program
    .command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .helpCommand(false);
  for (const register of commands) register(parent, io);
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
