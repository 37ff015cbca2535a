import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, tryCommand } from '../run-command.ts';
import { UserError } from '../user-error.ts';
import { removePath, replaceFile } from './system-files.ts';

const unitFolder = '/etc/systemd/system';

/** @throws UserError `not_root`, `no_systemd` */
export function requireRootAndSystemd(command: string): void {
  if (process.getuid?.() !== 0) {
    throw new UserError('not_root', `${command} must be run as root`, { hint: `sudo ${command}` });
  }
  if (existsSync('/run/systemd/system')) return;
  throw new UserError('no_systemd', 'systemd does not run on this machine', {
    hint: 'Start central and the agent by hand instead: `vpspilot central`, `vpspilot agent run`',
  });
}

/** Writes a unit and starts it at every boot; starts nothing now. @returns whether its text changed. */
export async function installUnit(name: string, text: string): Promise<boolean> {
  const isNew = await replaceFile(`${unitFolder}/${name}`, text);
  if (isNew) await systemctl('daemon-reload');
  await systemctl('enable', '--quiet', name);
  return isNew;
}

/** Stops the unit and takes its file away. @returns whether there was one. */
export async function removeUnit(name: string): Promise<boolean> {
  await tryCommand(['systemctl', 'disable', '--now', '--quiet', name]);
  const wasThere = await removePath(`${unitFolder}/${name}`);
  if (wasThere) await systemctl('daemon-reload');
  await tryCommand(['systemctl', 'reset-failed', name]);
  return wasThere;
}

/** @throws UserError `command_failed` */
export async function systemctl(...args: string[]): Promise<void> {
  await runCommand(['systemctl', ...args]);
}

export async function isActive(unit: string): Promise<boolean> {
  return (await tryCommand(['systemctl', 'is-active', '--quiet', unit])).exitCode === 0;
}

/** @throws UserError `unit_not_ready` with the unit's last words when `isReady` stays false. */
export async function untilReady(
  unit: string,
  isReady: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await isReady()) return;
    await sleep(100);
  }
  const journal = await tryCommand([
    'journalctl',
    '-u',
    unit,
    '-n',
    '15',
    '-o',
    'cat',
    '--no-pager',
  ]);
  throw new UserError(
    'unit_not_ready',
    `${unit} was started but is not ready after ${timeoutMs / 1000} s. It said last:\n${journal.stdout}`,
    { hint: `journalctl -u ${unit} shows all` },
  );
}

/** A user without shell, home or password. */
export async function ensureSystemUser(name: string): Promise<void> {
  if ((await tryCommand(['getent', 'passwd', name])).exitCode === 0) return;
  await runCommand([
    'useradd',
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]);
}

export async function removeSystemUser(name: string): Promise<void> {
  await tryCommand(['userdel', name]);
  await tryCommand(['groupdel', name]);
}
