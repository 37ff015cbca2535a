import type { Command } from 'commander';
import { commandGroup } from './command-group.ts';
import { configCheckCommand } from './commands/config-check.ts';
import { deliveriesListCommand } from './commands/deliveries-list.ts';
import { deliveriesReplayCommand } from './commands/deliveries-replay.ts';
import { deliveriesShowCommand } from './commands/deliveries-show.ts';
import { dependenciesForgetCommand } from './commands/dependencies-forget.ts';
import { dependenciesListCommand } from './commands/dependencies-list.ts';
import { deployCommand } from './commands/deploy.ts';
import { deploymentsCancelCommand } from './commands/deployments-cancel.ts';
import { deploymentsCompareCommand } from './commands/deployments-compare.ts';
import { deploymentsListCommand } from './commands/deployments-list.ts';
import { deploymentsLogCommand } from './commands/deployments-log.ts';
import { deploymentsShowCommand } from './commands/deployments-show.ts';
import { domainsAddCommand } from './commands/domains-add.ts';
import { domainsListCommand } from './commands/domains-list.ts';
import { domainsRemoveCommand } from './commands/domains-remove.ts';
import { initCommand } from './commands/init.ts';
import { logsCommand } from './commands/logs.ts';
import { openCommand } from './commands/open.ts';
import { projectsCreateCommand } from './commands/projects-create.ts';
import { projectsDeleteCommand } from './commands/projects-delete.ts';
import { projectsListCommand } from './commands/projects-list.ts';
import { projectsShowCommand } from './commands/projects-show.ts';
import { projectsUpdateCommand } from './commands/projects-update.ts';
import { redeployCommand } from './commands/redeploy.ts';
import { rollbackCommand } from './commands/rollback.ts';
import { secretsDiffCommand } from './commands/secrets-diff.ts';
import { secretsExportCommand } from './commands/secrets-export.ts';
import { secretsHistoryCommand } from './commands/secrets-history.ts';
import { secretsImportCommand } from './commands/secrets-import.ts';
import { secretsListCommand } from './commands/secrets-list.ts';
import { secretsPreviewCommand } from './commands/secrets-preview.ts';
import { secretsRestoreCommand } from './commands/secrets-restore.ts';
import { secretsRevealCommand } from './commands/secrets-reveal.ts';
import { secretsSetCommand } from './commands/secrets-set.ts';
import { secretsUnsetCommand } from './commands/secrets-unset.ts';
import { toolchainsCommand } from './commands/toolchains.ts';
import type { Io } from './io.ts';

/** What one does with applications. */
export function addApplicationCommands(program: Command, io: Io): void {
  program.commandsGroup('Your applications:');
  initCommand(program, io);
  deployCommand(program, io);
  redeployCommand(program, io);
  rollbackCommand(program, io);
  logsCommand(program, io);
  openCommand(program, io);
  commandGroup(program, io, 'deployments', 'list, show, compare, cancel deployments', [
    deploymentsListCommand,
    deploymentsShowCommand,
    deploymentsLogCommand,
    deploymentsCompareCommand,
    deploymentsCancelCommand,
  ]);
  commandGroup(program, io, 'secrets', 'set, unset, import, export the secrets of a project', [
    secretsSetCommand,
    secretsUnsetCommand,
    secretsListCommand,
    secretsImportCommand,
    secretsPreviewCommand,
    secretsExportCommand,
    secretsRevealCommand,
    secretsHistoryCommand,
    secretsDiffCommand,
    secretsRestoreCommand,
  ]);
  commandGroup(program, io, 'projects', 'create, list, show, change projects', [
    projectsCreateCommand,
    projectsListCommand,
    projectsShowCommand,
    projectsUpdateCommand,
    projectsDeleteCommand,
  ]);
  projectCommands(program, io);
  toolchainsCommand(program, io);
}

function projectCommands(program: Command, io: Io): void {
  commandGroup(program, io, 'domains', 'list, add, remove the domains of a project', [
    domainsListCommand,
    domainsAddCommand,
    domainsRemoveCommand,
  ]);
  commandGroup(program, io, 'deliveries', 'list, show, replay webhook deliveries', [
    deliveriesListCommand,
    deliveriesShowCommand,
    deliveriesReplayCommand,
  ]);
  commandGroup(program, io, 'dependencies', 'list, forget packages trusted since their first use', [
    dependenciesListCommand,
    dependenciesForgetCommand,
  ]);
  commandGroup(program, io, 'config', 'check a config.vpspilot.json, without a server', [
    configCheckCommand,
  ]);
}
