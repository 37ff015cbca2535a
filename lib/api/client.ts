/** Central's HTTP API, typed by its OpenAPI document. Works in browsers and in Node. */
import createClient, {
  type Client,
  type ClientPathsWithMethod,
  type FetchResponse,
  type HeadersOptions,
  type MaybeOptionalInit,
  type Middleware,
} from 'openapi-fetch';
import { UserError } from '../user-error.ts';
import { type ApiError, apiErrorOf, notCentral, unreachable } from './api-error.ts';
import { type EventStreamOptions, readEventStream, type StreamedEvent } from './event-stream.ts';
import type { paths } from './openapi.ts';

export interface ApiOptions {
  /** Where central is; in a browser '' for the page's own origin. */
  baseUrl: string;
  fetch?: (request: Request) => Promise<Response>;
  /** Asked before each request. */
  headers?: () => Record<string, string>;
  /** A request that takes longer is given up; streams have no such end. Default: none. */
  timeoutMs?: number;
  /** Told of every refusal, before it is thrown. */
  onError?: (error: ApiError) => void;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathsOf<M extends Method> = ClientPathsWithMethod<Client<paths>, M>;
type InitOf<M extends Method, Path extends PathsOf<M>> = MaybeOptionalInit<paths[Path], M>;
type Rest<Init> = object extends Init ? [init?: Init] : [init: Init];
type DataOf<Operation, Init> =
  Operation extends Record<string | number, unknown>
    ? Answer<NonNullable<FetchResponse<Operation, Init, `${string}/${string}`>['data']>>
    : never;
/** An answer without content has the type never, which would swallow what comes after it. */
type Answer<Data> = [Data] extends [never] ? undefined : Data;

/** Calls one address with one method; throws an ApiError for anything but success. */
export type Call<M extends Method> = <Path extends PathsOf<M>, Init extends InitOf<M, Path>>(
  path: Path,
  ...init: Rest<Init>
) => Promise<DataOf<paths[Path][M], Init>>;

export interface Api {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /** The same with the answer's headers (etag), as openapi-fetch gives them; throws too. */
  readonly client: Client<paths>;
  /** The answer itself: downloads and streams. */
  open(path: string, init?: RequestInit): Promise<Response>;
  /** A server-sent event stream that goes on where it broke off. */
  events(path: string, options: EventStreamOptions): AsyncGenerator<StreamedEvent>;
}

export function createApi(options: ApiOptions): Api {
  const fetcher = fetchWith(options);
  const client = createClient<paths>({ baseUrl: options.baseUrl, fetch: fetcher });
  client.use(throwing(options));
  const call = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE') => {
    const send = client[method] as (path: string, init: object) => Promise<{ data?: unknown }>;
    return async (path: string, init: { headers?: HeadersOptions; signal?: AbortSignal } = {}) => {
      const signal = signalOf(init.signal, options.timeoutMs);
      return (await send(path, signal === undefined ? init : { ...init, signal })).data;
    };
  };
  const open: Api['open'] = async (path, init = {}) => {
    const request = new Request(absolute(options.baseUrl, path), init);
    for (const [name, value] of Object.entries(options.headers?.() ?? {}))
      request.headers.set(name, value);
    const response = await fetcher(request);
    if (response.ok) return response;
    throw told(await apiErrorOf(response), options);
  };
  return {
    get: call('GET') as Call<'get'>,
    post: call('POST') as Call<'post'>,
    put: call('PUT') as Call<'put'>,
    patch: call('PATCH') as Call<'patch'>,
    delete: call('DELETE') as Call<'delete'>,
    client,
    open,
    events: (path, how) =>
      readEventStream((headers, signal) => open(path, { headers, signal }), how),
  };
}

/** A browser resolves relative addresses itself; Request in a worker or Node does not. */
function absolute(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}

function fetchWith({ fetch: own, onError }: ApiOptions) {
  return async (request: Request): Promise<Response> => {
    try {
      return await (own ?? globalThis.fetch)(request);
    } catch (cause) {
      // Already in words, or whoever stopped it knows why.
      if (cause instanceof UserError) throw cause;
      if (request.signal.aborted && !isTimeout(request.signal.reason)) throw cause;
      throw told(unreachable(cause), { onError });
    }
  };
}

function throwing(options: ApiOptions): Middleware {
  return {
    onRequest({ request }) {
      for (const [name, value] of Object.entries(options.headers?.() ?? {}))
        request.headers.set(name, value);
    },
    async onResponse({ response }) {
      if (!response.ok) throw told(await apiErrorOf(response), options);
      const type = response.headers.get('content-type') ?? '';
      // A proxy's own page, or a dashboard's index.html.
      if (type.startsWith('text/html')) throw told(notCentral(response.status), options);
    },
  };
}

function told(error: ApiError, { onError }: { onError?: ApiOptions['onError'] | undefined }) {
  onError?.(error);
  return error;
}

function signalOf(given: AbortSignal | undefined, timeoutMs: number | undefined) {
  if (timeoutMs === undefined) return given;
  const timeout = AbortSignal.timeout(timeoutMs);
  return given === undefined ? timeout : AbortSignal.any([given, timeout]);
}

/** Whether a request was given up because it took too long. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
