import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { openSqlClient, type SqlClient } from './database.ts';

export interface DataDirectory {
  path: string;
  release(): Promise<void>;
}

/**
 * Makes the data directory (0700) and takes it for this process alone.
 *
 * The lock is a SQLite write lock: the operating system drops it with the process, so nothing is
 * left behind by a kill -9, and no pid file can lie.
 *
 * @throws UserError `data_directory_in_use`
 */
export async function takeDataDirectory(directory: string): Promise<DataDirectory> {
  const path = resolve(directory);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const pidFile = join(path, 'central.pid');
  const lock = openSqlClient(`file:${join(path, 'central.lock')}`);
  await takeLock(lock).catch(async (cause: unknown) => {
    lock.close();
    const pid = await readFile(pidFile, 'utf8').catch(() => 'unknown');
    throw new UserError('data_directory_in_use', `Another central (pid ${pid}) uses ${path}`, {
      cause,
      hint: 'Stop it first, or give this one another VPSPILOT_DATA_DIRECTORY',
    });
  });
  await writeFile(pidFile, String(process.pid));
  return {
    path,
    async release() {
      await rm(pidFile, { force: true });
      // Closing alone keeps the lock until the last statement is collected.
      await lock.execute('ROLLBACK');
      lock.close();
    },
  };
}

/**
 * Files that another user makes in the data directory, central could not read any more.
 *
 * @throws UserError `data_directory_not_yours`
 */
export async function assertOwnDirectory(directory: string): Promise<void> {
  const path = resolve(directory);
  const found = await stat(path).catch(() => undefined);
  if (found?.uid === process.getuid?.()) return;
  const what = found === undefined ? 'does not exist' : `belongs to user ${found.uid}`;
  throw new UserError('data_directory_not_yours', `The data directory ${path} ${what}`, {
    hint: 'Run this as the user of central, with its VPSPILOT_CONFIG; --help shows how',
  });
}

async function takeLock(lock: SqlClient): Promise<void> {
  await lock.execute('PRAGMA busy_timeout = 0');
  await lock.execute('BEGIN EXCLUSIVE');
}
