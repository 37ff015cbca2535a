import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../../../lib/retry.ts';
import { UserError } from '../../../lib/user-error.ts';
import { httpGet } from './http-get.ts';

export interface Download {
  /** For people: "express 4.18.2". */
  label: string;
  /** May hold a name and a password, which are sent as a header and never shown. */
  url: string;
  /** Sent to the host of `url` only, never to another one that it redirects to. */
  headers: Readonly<Record<string, string>>;
}

/** What to do, in the words of a package manager. */
export interface FetchHints {
  /** The registry wants a token, or another one: "Put //host/:_authToken=${NPM_TOKEN} into .npmrc and …" */
  unauthorized: string;
  /** The registry does not have the file: "Run npm install and commit the lock file" */
  missing: string;
}

const attempts = 4;
const redirectsMax = 5;
const requestTimeoutMs = 60_000;

/**
 * Fetches one file, again when the connection breaks or its content is refused. `accept` gets it
 * under a name of its own together with its hash in hex, and throws when it is not the right one.
 *
 * @throws UserError `dependency_fetch_failed` or `disk_full` naming the file.
 */
export async function download<T>(
  file: Download,
  options: { folder: string; algorithm: string; hints: FetchHints; signal: AbortSignal },
  accept: (partial: string, hex: string) => Promise<T>,
): Promise<T> {
  const { folder, hints, signal } = options;
  await mkdir(folder, { recursive: true });
  return await withRetries(file, { hints, signal }, async () => {
    const partial = join(folder, `partial-${randomUUID()}`);
    try {
      return await accept(partial, await save(file, partial, options));
    } finally {
      await rm(partial, { force: true });
    }
  });
}

/**
 * Text of a small document, such as a registry's index page, by the same rules as files.
 *
 * @throws UserError `dependency_fetch_failed`
 */
export async function fetchText(
  document: Download,
  options: { hints: FetchHints; signal: AbortSignal },
): Promise<string> {
  return await withRetries(document, options, async () => {
    const timeout = AbortSignal.any([options.signal, AbortSignal.timeout(requestTimeoutMs)]);
    return await text(await request(document, timeout));
  });
}

async function withRetries<T>(
  file: Download,
  { hints, signal }: { hints: FetchHints; signal: AbortSignal },
  once: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      signal.throwIfAborted();
      if (attempt + 1 >= attempts || isFinal(error)) throw fetchFailed(file, error, hints);
      await sleep(backoffMs(attempt, { minMs: 300, maxMs: 5_000 }), undefined, { signal });
    }
  }
}

async function save(
  file: Download,
  partial: string,
  { algorithm, signal }: { algorithm: string; signal: AbortSignal },
): Promise<string> {
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
  const body = await request(file, timeout);
  const hash = createHash(algorithm);
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const sink = createWriteStream(partial, { mode: 0o444 });
  await pipeline(body, hashed, sink, { signal: timeout });
  return hash.digest('hex');
}

/** Follows redirects itself: what a header holds is for the first host only. */
async function request({ url, headers }: Download, signal: AbortSignal): Promise<IncomingMessage> {
  let { address, sent } = withCredentials(new URL(url), headers);
  for (let redirects = 0; redirects <= redirectsMax; redirects++) {
    const response = await httpGet(address, sent, signal);
    const { statusCode: status = 0 } = response;
    if (status >= 200 && status < 300) return response;
    response.resume();
    const { location } = response.headers;
    if (status < 300 || status > 399 || location === undefined) throw new HttpError(status);
    const next = new URL(location, address);
    if (address.protocol === 'https:' && next.protocol !== 'https:') {
      throw new Error('it redirects from https to http');
    }
    sent = next.origin === address.origin ? sent : {};
    ({ address, sent } = withCredentials(next, sent));
  }
  throw new Error(`it redirects more than ${redirectsMax} times`);
}

/** A name and a password in an address are sent as a header, and shown nowhere. */
function withCredentials(address: URL, headers: Readonly<Record<string, string>>) {
  if (address.username === '' && address.password === '') return { address, sent: headers };
  const pair = [address.username, address.password].map(decodeURIComponent).join(':');
  const bare = new URL(address);
  bare.username = '';
  bare.password = '';
  const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  return { address: bare, sent: { ...headers, authorization } };
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
  if (isDiskFull(error) || error instanceof UserError) return true;
  return error instanceof HttpError && [400, 401, 403, 404, 410].includes(error.status);
}

function fetchFailed({ label }: Download, error: unknown, hints: FetchHints): unknown {
  if (error instanceof UserError) return error;
  if (isDiskFull(error)) {
    return new UserError('disk_full', `${label} could not be stored: the disk is full`, {
      hint: 'Remove old projects or releases, or run nix-collect-garbage on the node',
      cause: error,
    });
  }
  const reason = reasonOf(error);
  const cause =
    error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const message = `${label} could not be fetched: ${reason}${cause}`;
  return new UserError('dependency_fetch_failed', message, {
    hint: hintFor(error, hints),
    cause: error,
  });
}

/** A host with several addresses that all refuse is an error without words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

function hintFor(error: unknown, { unauthorized, missing }: FetchHints): string {
  if (!(error instanceof HttpError) || error.status >= 500 || error.status === 429) {
    return 'Check that the node can reach the registry, then deploy again';
  }
  return error.status === 401 || error.status === 403 ? unauthorized : missing;
}
