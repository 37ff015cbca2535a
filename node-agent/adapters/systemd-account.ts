import { existsSync } from 'node:fs';
import { chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, tryCommand } from '../../lib/run-command.ts';
import { asUser, makeUsers, removeUser } from '../commands/systemd.ts';
import { projectUser } from '../domain/unit-text.ts';
import type { ProjectFolders, ProjectRef } from '../ports.ts';

export interface Account {
  uid: number;
  gid: number;
}

/** The project's own system user, made on first use; nobody can log in as it. */
export async function projectAccount(
  project: ProjectRef,
  folders: ProjectFolders,
): Promise<Account> {
  const name = projectUser(project.id);
  const known = await findAccount(name);
  if (known !== undefined) return known;
  const home = join(folders.shared, '.home');
  const line = `u ${name} - "vpspilot project ${project.id}" "${home.replaceAll('%', '%%')}"\n`;
  await runCommand(makeUsers(), { input: line });
  const made = await findAccount(name);
  if (made === undefined) throw new Error(`systemd-sysusers did not make the user ${name}`);
  return made;
}

export async function removeAccount(project: ProjectRef): Promise<void> {
  const name = projectUser(project.id);
  if ((await findAccount(name)) !== undefined) await tryCommand(removeUser(name));
}

async function findAccount(name: string): Promise<Account | undefined> {
  const users = await readFile('/etc/passwd', 'utf8');
  const fields = users
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields === undefined ? undefined : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

/** Makes the folder where the project keeps what outlives a release, for its user alone. */
export async function ownSharedFolder(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chown(folder, account.uid, account.gid);
  await makeAsUser(account, join(folder, '.home'));
}

/**
 * Makes a folder below the shared one, with what the release brings there. Done as the project's
 * user: the application may have put a link in the way, and root would follow it anywhere.
 */
export async function makeAsUser(
  account: Account,
  folder: string,
  original?: string,
): Promise<void> {
  if (existsSync(folder)) return;
  await runCommand(asUser(account, ['mkdir', '-p', '--', folder]));
  if (original === undefined) return;
  const copy = ['cp', '-R', '--no-preserve=mode,ownership', '--', `${original}/.`, folder] as const;
  await runCommand(asUser(account, copy));
}
