import { readdir, rm } from 'node:fs/promises';
import { UserError } from '../../lib/user-error.ts';
import { platformFolders } from './folders.ts';
import { endLeftovers } from './running.ts';
import { readState } from './state.ts';

/**
 * Removes everything that a platform has kept in this folder.
 *
 * @throws UserError `not_ours` when the folder holds something else, `already_running`
 */
export async function forgetPlatform(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  const isOurs = (await readState(platformFolders(folder))) !== undefined;
  if (entries.length > 0 && !isOurs) {
    throw new UserError('not_ours', `${folder} holds something that no demo has put there`, {
      hint: 'Name another folder, or remove it yourself',
    });
  }
  await endLeftovers(platformFolders(folder));
  await rm(folder, { recursive: true, force: true });
}
