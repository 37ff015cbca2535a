import { chmod, copyFile, mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { openSqlClient } from './database.ts';

/** A file that belongs to a backup: where it is now, and what it is called in there. */
export interface BackupPart {
  path: string;
  name: string;
}

/**
 * Copies a database that may be in use, whole and consistent, into a new file (0600).
 *
 * @throws UserError backup_source_missing
 */
export async function copyDatabase(file: string, target: string): Promise<void> {
  await assertThere(file);
  const client = openSqlClient(`file:${file}`);
  try {
    // VACUUM INTO accepts an empty file, and this one nobody else can read.
    await (await open(target, 'wx', 0o600)).close();
    await client.execute({ sql: 'VACUUM INTO ?', args: [target] });
    await chmod(target, 0o600);
  } finally {
    client.close();
  }
}

/** Copies a file so that only its owner can read the copy; the parent folder is made. */
export async function copyPrivate(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  await chmod(to, 0o600);
}

/**
 * Makes a folder that must not be there yet (0700).
 *
 * @throws UserError backup_exists
 */
export async function makeNewFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
    throw new UserError('backup_exists', `${folder} is there already`, {
      cause,
      hint: 'Name a folder that is not there yet',
    });
  });
}

/** Moves files that are there into a folder beside them; returns its path, undefined when there were none. */
export async function moveAside(
  paths: readonly string[],
  folder: string,
): Promise<string | undefined> {
  const present: string[] = [];
  for (const path of paths) if (await isThere(path)) present.push(path);
  if (present.length === 0) return undefined;
  await makeNewFolder(folder);
  for (const path of present) await rename(path, join(folder, basename(path)));
  return folder;
}

/** Puts a file in place of another, in one step. */
export async function renameFile(from: string, to: string): Promise<void> {
  await rename(from, to);
}

/** Names of the files in a folder. Error: backup_source_missing */
export async function filesIn(folder: string): Promise<string[]> {
  await assertThere(folder);
  return readdir(folder);
}

export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function assertThere(path: string): Promise<void> {
  if (await isThere(path)) return;
  throw new UserError('backup_source_missing', `There is nothing at ${path}`, {
    hint: 'Run this as the user of central, with its VPSPILOT_CONFIG; --help shows how',
  });
}
