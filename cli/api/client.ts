import { type Api, createApi, isTimeout } from '../../lib/api/client.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Login } from '../servers.ts';

/** A request that takes longer is given up; event streams have no such end. */
const requestTimeoutMs = 30_000;

export interface Central extends Api {
  readonly server: string;
}

/**
 * Central's HTTP API. Every call throws an `ApiError` for an answer that is not a success, and a
 * `UserError` central_unreachable when there is none.
 */
export function createCentral({ server, token }: Partial<Login> & { server: string }): Central {
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const api = createApi({
    baseUrl: server,
    headers: () => headers,
    timeoutMs: requestTimeoutMs,
    fetch: (request) => ask(server, request),
  });
  return { ...api, server };
}

async function ask(server: string, request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request, { redirect: 'error' });
  } catch (cause) {
    if (request.signal.aborted && !isTimeout(request.signal.reason)) throw cause;
    throw unreachable(server, request.signal.aborted ? request.signal.reason : cause);
  }
  if (isOurs(response)) return response;
  if (response.status < 502 || response.status > 504) throw notCentral(server, response.status);
  throw new UserError(
    'central_unreachable',
    `${server} answers ${response.status}: central is not running behind it`,
  );
}

function isOurs({ ok, status, headers }: Response): boolean {
  const type = headers.get('content-type') ?? '';
  if (/json/.test(type)) return true;
  const isEmpty = status === 204 || headers.get('content-length') === '0';
  return ok && (isEmpty || ownTypes.test(type));
}

/** Beside JSON: event streams, logs and exports. */
const ownTypes = /^text\/(event-stream|plain|csv)/;

function notCentral(server: string, status: number): UserError {
  return new UserError(
    'central_unreachable',
    `${server} does not answer like a vpspilot central (it answers ${status})`,
    { hint: 'Check the address: "vpspilot login https://your-central"' },
  );
}

function unreachable(server: string, cause: unknown): UserError {
  return new UserError(
    'central_unreachable',
    `Cannot reach central at ${server}: ${reason(cause)}`,
    { hint: 'Is it running, and is the address right? "vpspilot doctor" looks closer', cause },
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
