import { lookup as resolveName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { UserError } from '../../lib/user-error.ts';
import type { OutsideAnswer, OutsideRequest, OutsideWorld } from '../ports.ts';
import {
  type AllowedTargets,
  allowedTargets,
  bareHost,
  isListed,
  whyForbidden,
} from './forbidden-address.ts';

const timeoutMs = 10_000;
const answerMaxBytes = 64 * 1024;

type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

export interface GuardOptions {
  /** Hosts, addresses and CIDR networks that may be reached although they are private. */
  allowPrivateTargets?: readonly string[] | undefined;
  /** Default: the system's resolver. */
  resolve?: Resolve;
  /** Default: 10 s. */
  timeoutMs?: number;
}

/**
 * The only way to addresses that a person has entered. It connects to the very address that was
 * checked, follows no redirects, and reads no more of an answer than it may.
 */
export function createGuardedFetch(options: GuardOptions): OutsideWorld {
  const allowed = allowedTargets(options.allowPrivateTargets ?? []);
  const resolve = options.resolve ?? ((host) => resolveName(host, { all: true }));
  const limitMs = options.timeoutMs ?? timeoutMs;
  const agent = new Agent({
    // A connection per request: what was checked once is not used again later.
    pipelining: 0,
    connect: { lookup: checkedLookup(resolve, allowed), timeout: limitMs },
    headersTimeout: limitMs,
    bodyTimeout: limitMs,
  });
  return {
    fetch: (url, wish) => guardedFetch({ agent, allowed, limitMs }, url, wish),
    check: (url, rules) => void checkedUrl(url, allowed, rules),
    close: () => agent.destroy(),
  };
}

interface Guard {
  agent: Agent;
  allowed: AllowedTargets;
  limitMs: number;
}

async function guardedFetch(
  { agent, allowed, limitMs }: Guard,
  url: string,
  wish: OutsideRequest,
): Promise<OutsideAnswer> {
  const address = checkedUrl(url, allowed);
  const signals = [AbortSignal.timeout(limitMs), ...(wish.signal ? [wish.signal] : [])];
  try {
    const response = await request(address, {
      dispatcher: agent,
      method: wish.method as Dispatcher.HttpMethod,
      headers: { 'user-agent': 'vpspilot', ...wish.headers },
      body: wish.body ?? null,
      signal: AbortSignal.any(signals),
    });
    const text = await readText(response.body, wish.answerMaxBytes ?? answerMaxBytes);
    return { status: response.statusCode, headers: headersOf(response.headers), text };
  } catch (error) {
    throw explained(error, address, limitMs);
  }
}

/** @throws UserError target_invalid, target_refused */
function checkedUrl(
  text: string,
  allowed: AllowedTargets,
  rules: { httpsOnly?: boolean } = {},
): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UserError('target_invalid', 'The address is no http or https URL', {
      hint: 'Paste it as the other service shows it: https://…',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError('target_invalid', 'The address has a user name or password in it', {
      hint: 'Most services take the secret as a part of the path or as a header',
    });
  }
  const host = bareHost(url.hostname);
  if (isIP(host) !== 0) assertAllowed(host, host, allowed);
  if (rules.httpsOnly === true && url.protocol === 'http:' && !isListed(host, allowed)) {
    throw new UserError('target_invalid', 'The address begins with http://', {
      hint: 'Use https://, or list the host in the setting allowPrivateTargets',
    });
  }
  return url;
}

/** Resolves a name and refuses when any of its addresses is forbidden: what it returns is dialled. */
function checkedLookup(resolve: Resolve, allowed: AllowedTargets): LookupFunction {
  return (hostname, { all }, done) => {
    checkedAddresses(hostname, resolve, allowed).then(
      (found) => {
        if (all === true) done(null, found);
        else done(null, found[0]?.address ?? '', found[0]?.family ?? 4);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
}

async function checkedAddresses(hostname: string, resolve: Resolve, allowed: AllowedTargets) {
  const host = bareHost(hostname);
  const found = await resolve(host);
  if (allowed.hosts.has(host)) return found;
  for (const { address } of found) assertAllowed(address, host, allowed);
  return found;
}

function assertAllowed(address: string, host: string, allowed: AllowedTargets): void {
  const why = whyForbidden(address, allowed);
  if (why === undefined) return;
  const said = address === host ? why : `${address}: ${why}`;
  throw new UserError('target_refused', `${host} is not reached from here: ${said}`, {
    hint: 'An internal receiver has to be listed in the setting allowPrivateTargets of central',
  });
}

async function readText(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}

function headersOf(headers: Record<string, string | string[] | undefined>) {
  return new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  );
}

/** In words, and without the path of the address: that is often the secret. */
function explained(error: unknown, { host }: URL, limitMs: number): UserError {
  const cause = causeOf(error);
  if (cause instanceof UserError) return cause;
  const { name, code = '' } = cause as { name?: string; code?: string };
  const isLate = name === 'TimeoutError' || /TIMEOUT/.test(code);
  const why = isLate ? `no answer within ${limitMs / 1_000} s` : (reasons[code] ?? code);
  return new UserError('target_unreachable', `${host} was not reached: ${why || 'it broke off'}`, {
    hint: 'Is the address right, and does the service run?',
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host (ENOTFOUND)',
  EAI_AGAIN: 'the name could not be looked up (EAI_AGAIN)',
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ECONNRESET: 'the connection was cut (ECONNRESET)',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** A connection tried with several addresses wraps what went wrong. */
function causeOf(error: unknown): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  if (error instanceof AggregateError) return causeOf(error.errors[0]);
  return error.cause instanceof UserError ? error.cause : error;
}
