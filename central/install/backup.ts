import { join, resolve } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import {
  type BackupPart,
  copyDatabase,
  copyPrivate,
  filesIn,
  isThere,
  makeNewFolder,
  moveAside,
  renameFile,
} from '../adapters/backup-files.ts';
import { assertOwnDirectory, takeDataDirectory } from '../adapters/data-directory.ts';
import { databaseFile } from '../adapters/database.ts';
import type { Settings } from '../config/settings.ts';
import { masterKeyFile } from '../context.ts';
import { centralUnit, centralUser, settingsFile } from './unit.ts';

const asCentral = `sudo -u ${centralUser} VPSPILOT_CONFIG=${settingsFile} vpspilot central`;

export const backupUsage = `Usage: vpspilot central backup FOLDER [--no-keys]
       vpspilot central restore FOLDER

backup   copies the database, the master keys and the certificate authority into a new folder;
         central may go on running
  --no-keys  without the master keys, for a place that you trust less: keep them elsewhere then,
             the secrets in the database cannot be opened without them
restore  puts such a folder back; central must be stopped. What is there now is moved aside

  ${asCentral} backup /var/lib/vpspilot-central/backups/monday

  systemctl stop ${centralUnit}
  ${asCentral} restore /var/lib/vpspilot-central/backups/monday
  systemctl start ${centralUnit}
`;

const databaseName = 'vpspilot.db';
const keysName = 'master-keys.json';
const authorityName = 'certificate-authority.json';

interface Files {
  database: string;
  /** What is copied as it is. */
  parts: BackupPart[];
}

function filesOf(settings: Settings): Files {
  const data = resolve(settings.dataDirectory);
  return {
    database: databaseFile(settings.databaseUrl ?? `file:${join(data, databaseName)}`),
    parts: [
      { path: masterKeyFile(settings), name: keysName },
      { path: join(data, authorityName), name: authorityName },
    ],
  };
}

/**
 * `vpspilot central backup`: everything that central cannot make again, consistent in itself. The
 * database is copied last: it never holds a secret whose key is not in the copy of the keys, unless
 * the keys are rotated meanwhile, for which central is stopped.
 *
 * @throws UserError backup_exists, backup_source_missing, data_directory_not_yours
 */
export async function backUpCentral(
  settings: Settings,
  wish: { folder: string; keys: boolean },
  say: (line: string) => void,
): Promise<void> {
  await assertOwnDirectory(settings.dataDirectory);
  const folder = resolve(wish.folder);
  const { database, parts } = filesOf(settings);
  await makeNewFolder(folder);
  for (const { path, name } of parts) {
    if (name === keysName && !wish.keys) continue;
    await copyPrivate(path, join(folder, name));
  }
  await copyDatabase(database, join(folder, databaseName));
  say(`Backed up to ${folder}`);
  say(
    wish.keys
      ? 'Whoever has this folder can read every secret: keep it as safe as central itself'
      : `The master keys are not in it: keep ${masterKeyFile(settings)} elsewhere, nothing opens without it`,
  );
}

/**
 * `vpspilot central restore`. What is there now is moved aside, never deleted. A backup without
 * keys is put back beside the keys that are there.
 *
 * @throws UserError data_directory_in_use, data_directory_not_yours, backup_source_missing,
 *   backup_incomplete
 */
export async function restoreCentral(
  settings: Settings,
  wish: { folder: string; now: Date },
  say: (line: string) => void,
): Promise<void> {
  await assertOwnDirectory(settings.dataDirectory);
  const folder = resolve(wish.folder);
  const { database, parts } = filesOf(settings);
  const present = await filesIn(folder);
  const restored = parts.filter(({ name }) => present.includes(name));
  await assertComplete(folder, present, masterKeyFile(settings));
  const data = await takeDataDirectory(settings.dataDirectory);
  try {
    const wanted = [...restored, { path: database, name: databaseName }];
    // All copies first: a disk that is full stops this before anything was touched.
    for (const { path, name } of wanted) await copyPrivate(join(folder, name), `${path}.restored`);
    const aside = await moveAside(
      [`${database}-wal`, `${database}-shm`, ...wanted.map(({ path }) => path)],
      join(data.path, `before-restore-${wish.now.toISOString().replace(/:/g, '-')}`),
    );
    if (aside !== undefined) say(`Moved what was there to ${aside}`);
    for (const { path } of wanted) await renameFile(`${path}.restored`, path);
  } finally {
    await data.release();
  }
  say(`Restored ${folder}; start central, its nodes connect by themselves`);
}

async function assertComplete(folder: string, present: readonly string[], keyFile: string) {
  const missing = [databaseName, authorityName].filter((name) => !present.includes(name));
  if (!present.includes(keysName) && !(await isThere(keyFile))) missing.push(keysName);
  if (missing.length === 0) return;
  throw new UserError('backup_incomplete', `${folder} lacks ${missing.join(' and ')}`, {
    hint: missing.includes(keysName)
      ? `The backup was made with --no-keys: put the master keys to ${keyFile} first`
      : 'It is not a folder that "vpspilot central backup" has made',
  });
}
