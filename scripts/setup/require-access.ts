import { access, constants, mkdir } from 'node:fs/promises';
import { getuid } from 'node:process';
import { UserError } from '../../lib/user-error.ts';

/**
 * Returns when this user can build with Nix: into a store of their own, or through Nix' daemon.
 *
 * @throws UserError `nix_store_not_writable` with the command to type.
 */
export async function requireNixStore(command: string, nix = '/nix'): Promise<void> {
  if (getuid?.() === 0 || (await isReachable(`${nix}/var/nix/daemon-socket/socket`))) return;
  const needed = [`${nix}/store`, `${nix}/var/nix/db`];
  const writable = await Promise.all(needed.map(isReachable));
  // Nix makes what is missing in a folder that it may write.
  if (writable.every(Boolean) || (await isReachable(nix))) return;
  throw new UserError(
    'nix_store_not_writable',
    `The demo builds with Nix, and this user may not write into ${nix}; no Nix daemon runs here either`,
    { hint: `Type: sudo ${command}` },
  );
}

/**
 * Makes the folder, or finds it, and returns when this user may write there.
 *
 * @throws UserError `folder_not_writable` with the command to type.
 */
export async function requireWritableFolder(folder: string, command: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o711 }).catch(() => undefined);
  if (await isReachable(folder)) return;
  const elsewhere = command.includes('--folder')
    ? ''
    : `, or keep it elsewhere: ${command} --folder /tmp/vpspilot-demo`;
  throw new UserError('folder_not_writable', `This user may not write into ${folder}`, {
    hint: `Type: sudo ${command}${elsewhere}`,
  });
}

async function isReachable(path: string): Promise<boolean> {
  return await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
