import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import ssri from 'ssri';
import { UserError } from '../../../lib/user-error.ts';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import type { Digests } from './digests.ts';
import { type Download, download, type FetchHints } from './download.ts';

/** What makes a fetched file the right one. */
export type Trust =
  /** Hashes that the lock file has, in the form of Subresource Integrity: sha1, sha256, sha384, sha512. */
  | { integrity: string }
  /**
   * The lock has none: what the file was at its first use anywhere counts. The key names the file
   * for all nodes and projects: name, version and, unless it is the public registry, its address
   * without credentials. `verify` may compare it with what else is known when it is fetched.
   */
  | { firstUse: string; verify?(file: string): Promise<void> }
  /** Another kind of hash: `verify` throws when the file is not what `proof` says. */
  | { proof: string; verify(file: string): Promise<void> };

export interface RemoteFile extends Download {
  trust: Trust;
  /** Path below the target directory. */
  place: string;
}

export interface FetchPlan {
  /** "composer": what is trusted by first use is recorded under it. */
  ecosystem: string;
  /** Where the files are laid out. */
  directory: string;
  hints: FetchHints;
}

export interface Fetched {
  /** How many were not in the node's cache. */
  fetched: number;
  /** SHA-256 in hex, by key, of the files that are trusted by first use. */
  digests: ReadonlyMap<string, string>;
}

export type FetchSettings = Pick<AgentSettings, 'root'> & { digests: Digests };

const parallelFetches = 16;
/** Between two lines that tell how far it is. */
const progressMs = 2_000;

/**
 * Lays files out below a directory and fetches into the node's own cache what is not there yet.
 * Nothing is laid out, or found in the cache later, that was not verified.
 *
 * @throws UserError `dependency_fetch_failed` naming the file, `dependency_changed`, `disk_full`,
 *   `lock_invalid` for a hash that cannot be read.
 */
export async function fetchFiles(
  files: readonly RemoteFile[],
  plan: FetchPlan,
  settings: FetchSettings,
  step: Step,
): Promise<Fetched> {
  const cache = openCache(join(settings.root, 'cache/files'), plan);
  const progress = progressOf(files.length, step);
  const observed = new Map<string, string>();
  const found = await inParallel(files, step, async (file, signal) => {
    const cached = await cache.find(file.trust);
    const content = cached ?? (await cache.fetch(file, observed, signal));
    progress.done(cached === undefined);
    return content;
  });
  if (observed.size > 0) {
    await settings.digests.check(plan.ecosystem, Object.fromEntries(observed), step);
    await cache.rememberFirstUse(observed);
  }
  const digests = new Map<string, string>();
  for (const [index, { trust, place }] of files.entries()) {
    const content = found[index] ?? '';
    if ('firstUse' in trust) digests.set(trust.firstUse, hexOf(content));
    await layOut(content, join(plan.directory, place));
  }
  return { fetched: progress.fetched(), digests };
}

/** One hash in hex, as lock files other than npm's have it, in the form of Subresource Integrity. */
export function integrityOf(algorithm: 'sha1' | 'sha256' | 'sha512', hex: string): string {
  return `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}`;
}

/** Where npm's own cache has a file of this hash; its content's name is its hash. */
export function contentPlace(integrity: string): string {
  const { algorithm, hex } = strongest(integrity);
  return join('content-v2', algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

async function inParallel<T, R>(
  items: readonly T[],
  step: Step,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const limit = pLimit(parallelFetches);
  const failed = new AbortController();
  const signal = AbortSignal.any([step.signal, failed.signal]);
  try {
    return await Promise.all(items.map((item) => limit(() => work(item, signal))));
  } catch (error) {
    // The others must not go on behind an error that has been told.
    failed.abort(error);
    limit.clearQueue();
    step.signal.throwIfAborted();
    throw error;
  }
}

/** Whether a file is there and is what its name says; a machine that lost power may have left half of one. */
async function isWhole(file: string, integrity: string): Promise<boolean> {
  const { algorithm, hex } = strongest(integrity);
  try {
    const now = new Date();
    // For `forgetUnusedDependencies`; first, so that it does not take the file away meanwhile.
    await utimes(file, now, now);
    const hash = createHash(algorithm);
    await pipeline(createReadStream(file), hash);
    if (hash.digest('hex') === hex) return true;
  } catch {
    return false;
  }
  await rm(file, { force: true });
  return false;
}

/** The node's cache: content by its hash, and for other kinds of trust a note of which hash that is. */
function openCache(folder: string, { ecosystem, hints }: FetchPlan) {
  const noteOf = (text: string) => {
    const name = createHash('sha256').update(`${ecosystem}\n${text}`).digest('hex');
    return join(folder, 'notes', name.slice(0, 2), name.slice(2));
  };
  const keep = async (partial: string, integrity: string) => {
    const content = join(folder, contentPlace(integrity));
    await mkdir(dirname(content), { recursive: true });
    await rename(partial, content);
    return content;
  };
  return {
    /** The verified file of an earlier time. */
    async find(trust: Trust): Promise<string | undefined> {
      const integrity =
        'integrity' in trust ? trust.integrity : await readNote(noteOf(noteText(trust)));
      if (integrity === undefined) return undefined;
      const content = join(folder, contentPlace(integrity));
      return (await isWhole(content, integrity)) ? content : undefined;
    },
    async fetch(
      file: RemoteFile,
      observed: Map<string, string>,
      signal: AbortSignal,
    ): Promise<string> {
      const { trust } = file;
      const algorithm = 'integrity' in trust ? strongest(trust.integrity).algorithm : 'sha256';
      const options = { folder, hints, signal, algorithm };
      return await download(file, options, async (partial, hex) => {
        const integrity = await verified(trust, partial, hex);
        const content = await keep(partial, integrity);
        if ('firstUse' in trust) observed.set(trust.firstUse, hex);
        if ('proof' in trust) await writeNote(noteOf(noteText(trust)), integrity);
        return content;
      });
    },
    /** Called when central has agreed. */
    async rememberFirstUse(observed: ReadonlyMap<string, string>): Promise<void> {
      for (const [firstUse, hex] of observed) {
        await writeNote(noteOf(noteText({ firstUse })), integrityOf('sha256', hex));
      }
    },
  };
}

/** The hash that names the content, once it is known to be right; what is trusted by first use is not yet. */
async function verified(trust: Trust, partial: string, hex: string): Promise<string> {
  if ('integrity' in trust) {
    if (hex === strongest(trust.integrity).hex) return trust.integrity;
    throw new Error('its content does not match the lock file');
  }
  await trust.verify?.(partial);
  return integrityOf('sha256', hex);
}

function noteText(trust: { firstUse: string } | { proof: string }): string {
  return 'proof' in trust ? `proof ${trust.proof}` : `first use ${trust.firstUse}`;
}

async function readNote(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // A machine that lost power may have left an empty file behind.
  return /^sha256-[\w+/]{43}=$/.test(text) ? text : undefined;
}

async function writeNote(file: string, integrity: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, integrity);
}

/** Of several hashes the strongest counts, as npm has it. */
function strongest(integrity: string): { algorithm: string; hex: string } {
  const all = ssri.parse(integrity);
  const algorithm = all?.pickAlgorithm();
  const hash = algorithm === undefined ? undefined : all?.[algorithm]?.[0];
  if (hash === undefined || algorithm === undefined) {
    throw new UserError('lock_invalid', `The lock file has a hash of no known kind: ${integrity}`);
  }
  return { algorithm, hex: Buffer.from(hash.digest, 'base64').toString('hex') };
}

/** Content is named content-v2/sha256/aa/bb/rest. */
function hexOf(content: string): string {
  return content.split('/').slice(-3).join('');
}

async function layOut(content: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  await link(content, file);
}

function progressOf(total: number, step: Step) {
  let done = 0;
  let fetched = 0;
  let told = Date.now();
  return {
    fetched: () => fetched,
    done(isNew: boolean) {
      done += 1;
      if (isNew) fetched += 1;
      if (Date.now() - told < progressMs) return;
      told = Date.now();
      step.output(`${done} of ${total} packages`);
    },
  };
}
