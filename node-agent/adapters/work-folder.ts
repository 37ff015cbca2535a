/**
 * A writable view of an application for machines without systemd's bind mounts: every entry is a
 * link into the read-only release, except the storage folders, which are links to the shared ones.
 */
import { chmod, cp, mkdir, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
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
  const targets = new Map(storage.map((folder) => [folder, join(folders.shared, folder)]));
  await linkEntries(join(release.storePath, 'app'), view, targets);
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

/** Real folders only along the way to a storage folder; links for everything else. */
async function linkEntries(
  from: string,
  to: string,
  storage: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(to, { recursive: true });
  // Whatever our umask: under systemd the application is another user.
  await chmod(to, 0o755);
  const ways = [...storage.keys()].map((folder) => folder.split('/')[0] ?? folder);
  for (const name of new Set([...(await readdir(from).catch(() => [])), ...ways])) {
    const target = storage.get(name);
    const inside = below(name, storage);
    if (target !== undefined) await symlink(target, join(to, name));
    else if (inside.size > 0) await linkEntries(join(from, name), join(to, name), inside);
    else await symlink(join(from, name), join(to, name));
  }
}

/** The storage folders inside one folder, named from there. */
function below(name: string, storage: ReadonlyMap<string, string>): Map<string, string> {
  const inside = [...storage].filter(([folder]) => folder.startsWith(`${name}/`));
  return new Map(inside.map(([folder, target]) => [folder.slice(name.length + 1), target]));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
