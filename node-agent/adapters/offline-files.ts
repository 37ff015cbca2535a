import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { UserError } from '../../lib/user-error.ts';
import { nixStoreAddFiles } from '../commands/nix.ts';
import { flatStorePath } from './nar.ts';
import { runNix } from './nix-command.ts';
import { isInStore } from './nix-store.ts';
import { aptFetch, type Fetch } from './offline-apt.ts';
import type { LockedFile, PackageLock } from './offline-lock.ts';
import { npmFetch } from './offline-npm.ts';

/** Says how far it is: a step of a deployment, or nobody. */
export type Tell = (line: string) => void;

const parallelFetches = 4;
const packagesPerFetch = 12;

export interface FileSource {
  /** The machine's folder. */
  cache: string;
  lock: PackageLock;
}

/**
 * Puts files of the list into the store, and fetches into the machine's cache what is not there yet.
 *
 * @throws UserError `toolchain_outdated` when Debian has removed a package of the list.
 */
export async function provideFiles(
  source: FileSource & { nix: string },
  names: readonly string[],
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const { lock } = source;
  const wanted = names.filter((name) => !isInStore(storePathOfFile(lock, name)));
  await cacheFiles(source, wanted, tell, signal);
  const folder = join(source.cache, 'files');
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const some = wanted.filter((name) => fileOf(lock, name).hash.startsWith(algorithm));
    if (some.length === 0) continue;
    const files = some.map((name) => join(folder, name));
    const { stdout } = await runNix(nixStoreAddFiles(source.nix, algorithm, files));
    await removeBroken(folder, lock, some, stdout.trim().split('\n'));
  }
}

/** Fetches files of the list into the machine's cache, where they are not there yet. */
export async function cacheFiles(
  { cache, lock }: FileSource,
  names: readonly string[],
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const folder = join(cache, 'files');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  try {
    await fetchAll(folder, lock, missing, tell, signal);
  } catch (error) {
    throw explained(error);
  }
}

/** Debian removes a package when there is a newer one: then the list has to be made anew. */
function explained(error: unknown): unknown {
  if (!(error instanceof UserError) || error.code !== 'command_failed') return error;
  const isGone = /\b404\b/.test(error.message);
  return new UserError(
    isGone ? 'toolchain_outdated' : 'toolchain_unavailable',
    isGone
      ? 'A package of the offline stand-in is no longer on the mirror of Debian'
      : `A package of the offline stand-in could not be fetched: ${error.message}`,
    {
      hint: isGone
        ? 'Deploy again: the list of packages is made anew'
        : "Check that this machine's apt reaches its mirror, and npm its registry",
      cause: error,
    },
  );
}

function fileOf(lock: PackageLock, name: string): LockedFile {
  const file = lock.files[name];
  if (file === undefined) throw new Error(`${name} is not in the list of packages`);
  return file;
}

function storePathOfFile(lock: PackageLock, name: string): string {
  return flatStorePath(name, fileOf(lock, name).hash);
}

async function fetchAll(
  folder: string,
  lock: PackageLock,
  names: readonly string[],
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  if (names.length === 0) return;
  const bytes = names.reduce((sum, name) => sum + (fileOf(lock, name).bytes ?? 0), 0);
  tell(`fetching ${names.length} packages, ${Math.ceil(bytes / 1_000_000)} MB`);
  const limit = pLimit(parallelFetches);
  const debian = names.filter((name) => fileOf(lock, name).url !== undefined);
  const groups = Array.from({ length: Math.ceil(debian.length / packagesPerFetch) }, (_, index) =>
    debian.slice(index * packagesPerFetch, (index + 1) * packagesPerFetch),
  );
  await Promise.all([
    ...groups.map((group) => limit(() => fetchDebian(folder, lock, group, signal))),
    ...names
      .filter((name) => !debian.includes(name))
      .map((name) => limit(() => fetchNpm(folder, lock, name, signal))),
  ]);
}

async function fetchDebian(
  folder: string,
  lock: PackageLock,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const mark = randomUUID();
  const fetches = names.map((name): Fetch & { name: string } => {
    const { url = '', hash } = fileOf(lock, name);
    const sha256 = Buffer.from(hash.slice('sha256-'.length), 'base64').toString('hex');
    return { name, url, sha256, file: join(folder, `${name}.${mark}`) };
  });
  try {
    await aptFetch(fetches, signal);
    for (const { name, file } of fetches) await rename(file, join(folder, name));
  } finally {
    await Promise.all(fetches.map(({ file }) => rm(file, { force: true })));
  }
}

async function fetchNpm(folder: string, lock: PackageLock, name: string, signal?: AbortSignal) {
  const part = join(folder, `${name}.${randomUUID()}`);
  try {
    await npmFetch(fileOf(lock, name).spec ?? '', part, signal);
    await rename(part, join(folder, name));
  } finally {
    await rm(part, { force: true });
    await rm(`${part}.npm`, { recursive: true, force: true });
  }
}

/** A file that somebody has changed in the cache got another store path: the next try fetches it again. */
async function removeBroken(
  folder: string,
  lock: PackageLock,
  names: readonly string[],
  added: readonly string[],
): Promise<void> {
  const broken = names.filter((name, index) => added[index] !== storePathOfFile(lock, name));
  for (const name of broken) await rm(join(folder, name), { force: true });
  if (broken.length > 0) {
    throw new Error(`${broken.join(', ')} in ${folder} did not have the expected hash`);
  }
}
