import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nixStoreAddPath } from '../commands/evaluation.ts';
import { nixStoreAdd, nixStoreRoot } from '../commands/nix.ts';
import { narHash, storePathOf } from './nar.ts';
import { runNix } from './nix-command.ts';

/** A tree in the store whose path its name and hash fix. */
export interface FixedPath {
  name: string;
  sha256: string;
  storePath: string;
}

/**
 * Adds a folder to the store under a name and keeps it alive with a root at `root`. The folder's own
 * last name must be that name. Not added again when the store has it.
 */
export async function addFixed(
  nix: string,
  directory: string,
  { name, root }: { name: string; root: string },
): Promise<FixedPath> {
  const { sri, hex } = await narHash(directory);
  const path = { name, sha256: sri, storePath: storePathOf(name, hex) };
  if (isInStore(path.storePath)) {
    // What a killed Nix left behind is on the disk but not registered: then it is added after all.
    const isRegistered = await keepAlive(nix, path.storePath, root).then(
      () => true,
      () => false,
    );
    if (isRegistered) return path;
  }
  const { stdout } = await runNix(nixStoreAdd(nix, directory));
  if (stdout.trim() !== path.storePath) {
    throw new Error(`${directory} was added as ${stdout.trim()}, expected ${path.storePath}`);
  }
  await keepAlive(nix, path.storePath, root);
  return path;
}

/** Adds a folder to the store under a name, and nothing that keeps it alive. Returns its store path. */
export async function addTree(nix: string, directory: string, name: string): Promise<string> {
  const { stdout } = await runNix(nixStoreAddPath(nix, directory, name));
  return stdout.trim();
}

/** Makes the link a root for the collector. */
export async function keepAlive(nix: string, storePath: string, link: string): Promise<void> {
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  await runNix(nixStoreRoot(nix, storePath, link));
}

/** Whether the store has a path; looks at the disk, for a process would cost more than the rest of a step. */
export function isInStore(storePath: string): boolean {
  return existsSync(storePath);
}

/** No fetch takes that long: what is older was left by an agent that was killed. */
const abandonedMs = 24 * 3_600_000;

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith('scratch-')) continue;
    const folder = join(parent, name);
    const age = Date.now() - ((await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > abandonedMs) await rm(folder, { recursive: true, force: true });
  }
}

/** Lets `fill` make a folder called `name` and removes it afterwards. */
export async function inScratchFolder<T>(
  parent: string,
  name: string,
  fill: (directory: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const scratch = await mkdtemp(join(parent, 'scratch-'));
  try {
    const directory = join(scratch, name);
    await mkdir(directory);
    return await fill(directory);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
