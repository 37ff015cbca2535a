import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file of the system so that it is there whole or not at all.
 *
 * @returns whether anything changed.
 */
export async function replaceFile(path: string, text: string, mode = 0o644): Promise<boolean> {
  if ((await readFileIfThere(path)) === text) {
    await chmod(path, mode);
    return false;
  }
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.new`;
  await writeFile(unfinished, text, { mode });
  // The umask may have taken something away.
  await chmod(unfinished, mode);
  await rename(unfinished, path);
  return true;
}

export async function readFileIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Points a link elsewhere in one step; nobody ever finds it missing. */
export async function replaceLink(path: string, target: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.new`;
  await rm(unfinished, { force: true });
  await symlink(target, unfinished);
  await rename(unfinished, path);
}

/** @returns whether there was something. */
export async function removePath(path: string): Promise<boolean> {
  const wasThere = existsSync(path);
  await rm(path, { recursive: true, force: true });
  return wasThere;
}

/** Names in a folder, sorted; none when the folder is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** Removes the folder if nothing is in it. */
export async function removeEmptyFolder(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

export function isThere(path: string): boolean {
  return existsSync(path);
}
