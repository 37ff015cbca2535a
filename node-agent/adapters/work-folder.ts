/**
 * A writable view of an application for machines without systemd's bind mounts: a copy of it, in
 * which the storage folders are links to the shared ones. What package managers installed is a link
 * into the release, for it is large; the application's own files are not, for programs ask where
 * they really are (PHP's __DIR__, Python's resolve(), Node's __dirname) and look for their storage there.
 */
import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProjectFolders, Release } from '../ports.ts';

/**
 * The view of a release in its own folder, made anew; empty when the release writes nowhere. The
 * shared folders are there already, or are made with what the release has in their place.
 */
export async function makeReleaseView(release: Release, folders: ProjectFolders): Promise<string> {
  const application = join(release.storePath, 'app');
  for (const folder of release.config.storage) {
    await makeSharedFolder(join(application, folder), join(folders.shared, folder));
  }
  return linkReleaseView(release, folders);
}

/** The view alone, where somebody else has made the shared folders. */
export async function linkReleaseView(release: Release, folders: ProjectFolders): Promise<string> {
  const { storage } = release.config;
  if (storage.length === 0) return '';
  const view = join(folders.release(release.number), 'app');
  await rm(view, { recursive: true, force: true });
  // A folder inside another one is reached through that.
  const outer = storage.filter(
    (folder) => !storage.some((other) => folder.startsWith(`${other}/`)),
  );
  const targets = new Map(outer.map((folder) => [folder, join(folders.shared, folder)]));
  await copyEntries(join(release.storePath, 'app'), view, targets);
  return view;
}

/** Makes a shared folder on its first use, with what the release brings there. */
async function makeSharedFolder(original: string, folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  if (await isFolder(original)) {
    await cp(original, fresh, { recursive: true, verbatimSymlinks: true });
    await makeWritable(fresh);
  } else await mkdir(fresh, { recursive: true });
  await rename(fresh, folder);
}

/** What is in the store is read-only, and so is its copy. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeWritable(path);
    else if (entry.isFile()) await chmod(path, 0o644);
  }
}

/** What package managers install. */
const installed = new Set(['node_modules', 'vendor', 'venv', '.venv']);

async function copyEntries(
  from: string,
  to: string,
  storage: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(to, { recursive: true });
  // Whatever our umask: under systemd the application is another user.
  await chmod(to, 0o755);
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (storage.has(entry.name)) continue;
    if (entry.isSymbolicLink()) await symlink(await readlink(source), copy);
    else if (installed.has(entry.name) && below(entry.name, storage).size === 0) {
      await symlink(source, copy);
    } else if (entry.isDirectory()) await copyEntries(source, copy, below(entry.name, storage));
    else await copyFile(source, copy, constants.COPYFILE_FICLONE);
  }
  for (const [folder, target] of storage) {
    await mkdir(dirname(join(to, folder)), { recursive: true });
    await symlink(target, join(to, folder)).catch(ignoreExisting);
  }
}

/** Made on the way through the folder that holds it. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** The storage folders inside one folder, named from there. */
function below(name: string, storage: ReadonlyMap<string, string>): Map<string, string> {
  const inside = [...storage].filter(([folder]) => folder.startsWith(`${name}/`));
  return new Map(inside.map(([folder, target]) => [folder.slice(name.length + 1), target]));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
