import type { Command } from 'commander';
import { commandGroup } from './command-group.ts';
import { auditExportCommand } from './commands/audit-export.ts';
import { auditListCommand } from './commands/audit-list.ts';
import { completeCommand } from './commands/complete.ts';
import { completionCommand } from './commands/completion.ts';
import { doctorCommand } from './commands/doctor.ts';
import { githubConnectCommand } from './commands/github-connect.ts';
import { githubListCommand } from './commands/github-list.ts';
import { githubRemoveCommand } from './commands/github-remove.ts';
import { githubTestCommand } from './commands/github-test.ts';
import { loginCommand } from './commands/login.ts';
import { membersInviteCommand } from './commands/members-invite.ts';
import { membersListCommand } from './commands/members-list.ts';
import { membersRemoveCommand } from './commands/members-remove.ts';
import { membersRoleCommand } from './commands/members-role.ts';
import { nodesCleanCommand } from './commands/nodes-clean.ts';
import { nodesDiskCommand } from './commands/nodes-disk.ts';
import { nodesListCommand } from './commands/nodes-list.ts';
import { nodesRemoveCommand } from './commands/nodes-remove.ts';
import { nodesRevokeCommand } from './commands/nodes-revoke.ts';
import { nodesShowCommand } from './commands/nodes-show.ts';
import { nodesTokenCommand } from './commands/nodes-token.ts';
import { notificationsAddCommand } from './commands/notifications-add.ts';
import { notificationsListCommand } from './commands/notifications-list.ts';
import { notificationsRemoveCommand } from './commands/notifications-remove.ts';
import { notificationsTestCommand } from './commands/notifications-test.ts';
import { serversListCommand } from './commands/servers-list.ts';
import { serversRemoveCommand } from './commands/servers-remove.ts';
import { serversUseCommand } from './commands/servers-use.ts';
import { tokensCreateCommand } from './commands/tokens-create.ts';
import { tokensListCommand } from './commands/tokens-list.ts';
import { tokensRevokeCommand } from './commands/tokens-revoke.ts';
import { versionCommand } from './commands/version.ts';
import type { Io } from './io.ts';
import { otherPrograms } from './other-programs.ts';

/** What one does with central, nodes and people. */
export function addServerCommands(program: Command, io: Io): void {
  program.commandsGroup('Servers and access:');
  loginCommand(program, io);
  commandGroup(program, io, 'servers', 'list, choose, forget the centrals you are logged in to', [
    serversListCommand,
    serversUseCommand,
    serversRemoveCommand,
  ]);
  commandGroup(program, io, 'nodes', 'list, add, clean, shut out, remove nodes', [
    nodesListCommand,
    nodesShowCommand,
    nodesTokenCommand,
    nodesDiskCommand,
    nodesCleanCommand,
    nodesRevokeCommand,
    nodesRemoveCommand,
  ]);
  commandGroup(program, io, 'members', 'list, invite, remove people, and their roles', [
    membersListCommand,
    membersInviteCommand,
    membersRoleCommand,
    membersRemoveCommand,
  ]);
  commandGroup(program, io, 'tokens', 'list, create, revoke API tokens', [
    tokensListCommand,
    tokensCreateCommand,
    tokensRevokeCommand,
  ]);
  commandGroup(program, io, 'audit', 'list, export who changed what', [
    auditListCommand,
    auditExportCommand,
  ]);
  commandGroup(program, io, 'notifications', 'list, add, test, remove where is told what happens', [
    notificationsListCommand,
    notificationsAddCommand,
    notificationsTestCommand,
    notificationsRemoveCommand,
  ]);
  commandGroup(program, io, 'github', 'list, connect, test, remove GitHub accounts', [
    githubListCommand,
    githubConnectCommand,
    githubTestCommand,
    githubRemoveCommand,
  ]);
  doctorCommand(program, io);
  completionCommand(program, io);
  versionCommand(program, io);
  completeCommand(program, io);
  program.commandsGroup('Programs:');
  otherPrograms(program);
}
