import { join, resolve } from 'node:path';
import { isThere } from '../../lib/install/system-files.ts';
import { UserError } from '../../lib/user-error.ts';
import { createResetLink } from '../accounts/accept-link.ts';
import { publicLink, setupLinkFile } from '../accounts/public-link.ts';
import { ensureSetupLink } from '../accounts/setup.ts';
import { assertOwnDirectory } from '../adapters/data-directory.ts';
import { databaseFile, openDatabase } from '../adapters/database.ts';
import { writePrivateFile } from '../adapters/private-file.ts';
import type { Settings } from '../config/settings.ts';
import type { Context } from '../context.ts';
import { centralUser, settingsFile } from './unit.ts';

export const accountLinksUsage = `Usage: vpspilot central setup-link [--if-needed]
       vpspilot central reset-password EMAIL

setup-link      prints a new link that makes the first owner, once; the one before works no more
  --if-needed   prints nothing when there is an owner
reset-password  prints a link, good for one hour, with which a member sets a new password; his
                authenticator app and sessions end with it

Central may be running. As the user of central, with its settings:

  sudo -u ${centralUser} VPSPILOT_CONFIG=${settingsFile} vpspilot central setup-link
`;

type Say = (line: string) => void;

/**
 * `vpspilot central setup-link` and `reset-password`: for whoever has the machine, and no account.
 *
 * @throws UserError usage, setup_done, member_not_found, database_missing, data_directory_not_yours
 */
export async function runAccountLinks(
  args: readonly string[],
  readSettings: () => Promise<Settings>,
  say: Say,
): Promise<void> {
  const [command, word, ...more] = args;
  if (word === '--help' || word === '-h') return say(accountLinksUsage.trimEnd());
  const isSetup = command === 'setup-link';
  const isKnown = isSetup ? word === undefined || word === '--if-needed' : word !== undefined;
  if (!isKnown || more.length > 0)
    throw new UserError('usage', `${command}: wrong arguments`, { hint: accountLinksUsage });
  const settings = await readSettings();
  await using opened = await openBeside(settings);
  if (isSetup) await printSetupLink(opened, say, word === '--if-needed');
  else say(publicLink(settings, 'invitation', await createResetLink(opened, word ?? '')));
}

async function printSetupLink(
  { db, clock, settings }: Opened,
  say: Say,
  onlyIfNeeded: boolean,
): Promise<void> {
  const token = await ensureSetupLink({ db, clock }, { renew: true });
  if (token === undefined && onlyIfNeeded) return;
  if (token === undefined) {
    throw new UserError('setup_done', 'This central has an owner already', {
      hint: 'A lost password: vpspilot central reset-password EMAIL',
    });
  }
  const link = publicLink(settings, 'setup', token);
  await writePrivateFile(settings.dataDirectory, setupLinkFile, link);
  say(link);
}

type Opened = Pick<Context, 'db' | 'clock' | 'settings'> & AsyncDisposable;

/** The database without its lock: another process on the same file is what SQLite is made for. */
async function openBeside(settings: Settings): Promise<Opened> {
  await assertOwnDirectory(settings.dataDirectory);
  const url =
    settings.databaseUrl ?? `file:${join(resolve(settings.dataDirectory), 'vpspilot.db')}`;
  if (!isThere(databaseFile(url))) {
    throw new UserError('database_missing', `There is no database ${databaseFile(url)}`, {
      hint: 'Start central once, or set VPSPILOT_CONFIG to its settings file',
    });
  }
  const { db, close } = await openDatabase(url);
  return { db, settings, clock: { now: () => new Date() }, [Symbol.asyncDispose]: close };
}
