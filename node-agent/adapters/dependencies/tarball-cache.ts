import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import ssri from 'ssri';
import { backoffMs } from '../../../lib/retry.ts';
import { UserError } from '../../../lib/user-error.ts';
import type { Step } from '../../ports.ts';

/** What to fetch, and what it must be. */
export interface Tarball {
  /** For people: "express 4.18.2". */
  label: string;
  integrity: string;
  url: string;
  headers: Readonly<Record<string, string>>;
}

const parallelFetches = 16;
const attempts = 4;
const requestTimeoutMs = 60_000;
/** Between two lines that tell how far it is. */
const progressMs = 2_000;

/**
 * Lays tarballs out by their hash below `directory`, as npm's cache does, and fetches into the
 * node's own cache what is not there yet. Everything is verified before it gets its name.
 *
 * @returns how many were fetched.
 * @throws UserError `dependency_fetch_failed` naming the package.
 */
export async function layOut(
  tarballs: readonly Tarball[],
  { cache, directory }: { cache: string; directory: string },
  step: Step,
): Promise<number> {
  const limit = pLimit(parallelFetches);
  const failed = new AbortController();
  const signal = AbortSignal.any([step.signal, failed.signal]);
  const progress = progressOf(tarballs.length, step);
  const one = async (tarball: Tarball) => {
    const place = placeOf(tarball);
    const cached = join(cache, place);
    const isNew = !existsSync(cached);
    if (isNew) await fetchInto(cached, tarball, signal);
    await mkdir(dirname(join(directory, place)), { recursive: true });
    await link(cached, join(directory, place)).catch(ignoreExisting);
    progress.done(isNew);
  };
  try {
    await Promise.all(tarballs.map((tarball) => limit(one, tarball)));
  } catch (error) {
    // The others must not go on behind an error that has been told.
    failed.abort(error);
    limit.clearQueue();
    step.signal.throwIfAborted();
    throw error;
  }
  return progress.fetched();
}

interface Content {
  algorithm: string;
  hex: string;
}

/** Of several hashes the strongest counts, as npm has it. */
function contentOf({ integrity, label }: Pick<Tarball, 'integrity' | 'label'>): Content {
  const all = ssri.parse(integrity);
  const algorithm = all?.pickAlgorithm();
  const hash = algorithm === undefined ? undefined : all?.[algorithm]?.[0];
  if (hash === undefined || algorithm === undefined) {
    throw new UserError(
      'lock_invalid',
      `${label} has no usable hash in the lock file: ${integrity}`,
    );
  }
  return { algorithm, hex: Buffer.from(hash.digest, 'base64').toString('hex') };
}

function placeOf(tarball: Tarball): string {
  const { algorithm, hex } = contentOf(tarball);
  return join('content-v2', algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

async function fetchInto(file: string, tarball: Tarball, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      await fetchOnce(file, tarball, signal);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (attempt + 1 >= attempts || isFinal(error)) throw fetchFailed(tarball, error);
      await sleep(backoffMs(attempt, { minMs: 300, maxMs: 5_000 }), undefined, { signal });
    }
  }
}

async function fetchOnce(file: string, tarball: Tarball, signal: AbortSignal): Promise<void> {
  const { algorithm, hex } = contentOf(tarball);
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
  const response = await fetch(tarball.url, { headers: tarball.headers, signal: timeout });
  if (!response.ok || response.body === null) throw new HttpError(response.status);
  const partial = `${file}.${randomUUID()}`;
  const hash = createHash(algorithm);
  try {
    await pipeline(
      response.body,
      async function* (chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(partial, { mode: 0o444 }),
      { signal: timeout },
    );
    if (hash.digest('hex') !== hex) throw new Error('its content does not match the lock file');
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

class HttpError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

/** Asking again gives the same answer. */
function isFinal(error: unknown): boolean {
  if (isDiskFull(error)) return true;
  return error instanceof HttpError && [400, 401, 403, 404, 410].includes(error.status);
}

function fetchFailed(tarball: Tarball, error: unknown): UserError {
  if (isDiskFull(error)) {
    return new UserError('disk_full', `${tarball.label} could not be stored: the disk is full`, {
      hint: 'Remove old projects or releases, or run nix-collect-garbage on the node',
      cause: error,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  const cause =
    error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return new UserError(
    'dependency_fetch_failed',
    `${tarball.label} could not be fetched: ${reason}${cause}`,
    { hint: hintFor(error), cause: error },
  );
}

function hintFor(error: unknown): string {
  if (!(error instanceof HttpError))
    return 'Check that the node can reach its npm registry, then deploy again';
  return error.status === 401 || error.status === 403
    ? "The registry wants a token: put it into the .npmrc of the agent's user on the node"
    : 'The registry does not have this version: run npm install and commit the lock file';
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
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
