/** Command lines of systemd's programs; always the system manager. */
import type { CommandLine } from '../../lib/run-command.ts';

/** What `readUnitState` understands. */
export const stateProperties = [
  'LoadState',
  'ActiveState',
  'SubState',
  'MainPID',
  'NRestarts',
  'Result',
  'ExecMainCode',
  'ExecMainStatus',
  'NeedDaemonReload',
] as const;

export function startUnit(unit: string): CommandLine {
  return ['systemctl', 'start', unit];
}

export function stopUnit(unit: string): CommandLine {
  return ['systemctl', 'stop', unit];
}

/** Every process of the unit, at once. */
export function killUnit(unit: string): CommandLine {
  return ['systemctl', 'kill', '--signal=SIGKILL', unit];
}

/** Lets systemd forget that the unit failed, and the unit itself when its file is gone. */
export function forgetUnit(unit: string): CommandLine {
  return ['systemctl', 'reset-failed', unit];
}

export function showUnit(unit: string): CommandLine {
  return ['systemctl', 'show', `--property=${stateProperties.join(',')}`, unit];
}

/** The same properties of several units: a paragraph each. */
export function showUnits(units: readonly string[], properties: readonly string[]): CommandLine {
  return ['systemctl', 'show', `--property=${properties.join(',')}`, '--', ...units];
}

export function reloadUnits(): CommandLine {
  return ['systemctl', 'daemon-reload'];
}

/** The manager's own words about a unit: why it could not be started. */
export function unitMessages(unit: string, lines: number): CommandLine {
  return [
    'journalctl',
    '--quiet',
    '--no-pager',
    '--output=cat',
    `--lines=${lines}`,
    `--unit=${unit}`,
  ];
}

/** Makes system users from lines on standard input; those that exist stay as they are. */
export function makeUsers(): CommandLine {
  return ['systemd-sysusers', '-'];
}

export function removeUser(user: string): CommandLine {
  return ['userdel', user];
}

/** Runs a program with the rights of a user, and no others. */
export function asUser(account: { uid: number; gid: number }, command: CommandLine): CommandLine {
  const { uid, gid } = account;
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--', ...command];
}
