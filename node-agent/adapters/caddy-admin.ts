import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { Json } from '../domain/caddy-json.ts';

const timeoutMs = 5_000;

export interface AdminAnswer {
  status: number;
  /** Names the state of the configuration that was read; sent back to change nothing newer. */
  etag: string;
  body: string;
}

/** One call to Caddy's admin API, over TCP ("127.0.0.1:2019") or a Unix socket ("unix//run/…"). */
export async function callAdmin(
  address: string,
  call: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    path: string;
    body?: Json;
    etag?: string;
  },
): Promise<AdminAnswer> {
  const text = call.body === undefined ? undefined : JSON.stringify(call.body);
  const place = target(address);
  const asked = request({
    ...place,
    method: call.method,
    path: call.path,
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...place.headers,
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.etag === undefined ? {} : { 'if-match': call.etag }),
    },
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve);
    asked.on('error', reject);
    asked.end(text);
  });
  let body = '';
  answer.setEncoding('utf8');
  for await (const chunk of answer) body += String(chunk);
  const etag = answer.headers.etag ?? '';
  return { status: answer.statusCode ?? 0, etag, body };
}

/**
 * Holds a connection and resolves when Caddy closes it: it ended, or has loaded a configuration,
 * for which it starts its admin API again. It also does so when a minute has passed. Resolves at
 * once when there is no connection, and when the signal is aborted.
 */
export async function untilAdminCloses(address: string, signal: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      const asked = request({ ...target(address), path: '/config/admin', agent, signal });
      asked.once('socket', (socket) => socket.once('close', resolve));
      asked.once('response', (answer) => answer.resume());
      asked.on('error', resolve);
      asked.end();
    });
  } finally {
    agent.destroy();
  }
}

function target(address: string): RequestOptions & { headers?: Record<string, string> } {
  // Caddy writes "unix//run/caddy/admin.sock", optionally "unix//path|0220".
  const socket = /^unix\/(\/[^|]+)/.exec(address)?.[1];
  // On a socket Caddy allows no other host than none at all.
  if (socket !== undefined) return { socketPath: socket, setHost: false, headers: { host: '' } };
  const url = new URL(`http://${address}`);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || '2019' };
}
