import { UserError } from '../../lib/user-error.ts';
import { CentralError } from '../exit-codes.ts';
import type { Login } from '../settings.ts';
import type { Page } from './types.ts';

/** A request that takes longer is given up; event streams have no such end. */
const requestTimeoutMs = 30_000;
/** Longest list the CLI fetches: a screen is never that long, a script may be. */
const itemsMax = 10_000;

export interface Central {
  readonly server: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  delete(path: string): Promise<void>;
  /** A list over all its pages, or up to `max` items. */
  list<T>(path: string, max?: number): Promise<T[]>;
  /** The answer itself, for streams. */
  open(
    path: string,
    options?: { headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<Response>;
}

/**
 * Central's HTTP API. Every method throws a `CentralError` for an answer that is not a success, and
 * a `UserError` central_unreachable when there is none.
 */
export function createCentral({ server, token }: Login): Central {
  const open = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    let response: Response;
    try {
      response = await fetch(`${server}${path}`, { ...init, headers, redirect: 'error' });
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw unreachable(server, cause);
    }
    if (!response.ok) throw await centralError(response, server);
    return response;
  };
  const request = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init: RequestInit = { method, signal: AbortSignal.timeout(requestTimeoutMs) };
    if (body !== undefined) {
      init.headers = { 'content-type': 'application/json' };
      init.body = JSON.stringify(body);
    }
    const response = await open(path, init).catch((error: unknown) => {
      throw isTimeout(error) ? unreachable(server, error) : error;
    });
    return response.status === 204 ? (undefined as T) : await readJson<T>(response, server);
  };
  return {
    server,
    get: (path) => request('GET', path),
    post: (path, body) => request('POST', path, body),
    patch: (path, body) => request('PATCH', path, body),
    delete: (path) => request('DELETE', path),
    list: (path, max = itemsMax) => listAll(path, max, (page) => request('GET', page)),
    open: (path, options = {}) => open(path, options),
  };
}

async function listAll<T>(
  path: string,
  max: number,
  get: (path: string) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | number | null | undefined;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(200, max - items.length)) });
    if (cursor !== undefined && cursor !== null) query.set('cursor', String(cursor));
    const page = await get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < max);
  return items;
}

async function readJson<T>(response: Response, server: string): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw notCentral(server, cause);
  }
}

async function centralError(response: Response, server: string): Promise<UserError> {
  const text = await response.text().catch(() => '');
  try {
    const { code, detail, hint, requestId } = JSON.parse(text) as Record<
      string,
      string | undefined
    >;
    if (code !== undefined && detail !== undefined) {
      return new CentralError(response.status, { code, detail, hint, requestId });
    }
  } catch {
    // Not central's own words: a proxy in between, or something else altogether.
  }
  if (response.status >= 502 && response.status <= 504) {
    return new UserError(
      'central_unreachable',
      `${server} answers ${response.status}: central is not running behind it`,
    );
  }
  return notCentral(server, undefined, response.status);
}

function notCentral(server: string, cause: unknown, status?: number): UserError {
  const answers = status === undefined ? '' : ` (it answers ${status})`;
  return new UserError(
    'central_unreachable',
    `${server} does not answer like a vpspilot central${answers}`,
    {
      hint: 'Check the address: "vpspilot login https://your-central"',
      cause,
    },
  );
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function unreachable(server: string, cause: unknown): UserError {
  return new UserError(
    'central_unreachable',
    `Cannot reach central at ${server}: ${reason(cause)}`,
    {
      hint: 'Is it running, and is the address right? "vpspilot doctor" looks closer',
      cause,
    },
  );
}

/** fetch says only "fetch failed"; what happened is in the causes below. */
function reason(error: unknown): string {
  if (isTimeout(error)) return `no answer within ${requestTimeoutMs / 1_000} s`;
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  const { code } = error as NodeJS.ErrnoException;
  if (error.cause !== undefined) return reason(error.cause);
  return code === undefined ? error.message : (systemErrors[code] ?? code);
}

const systemErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'no answer',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};
