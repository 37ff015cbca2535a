/**
 * How Caddy tells the agent of answered requests: one datagram each, to a port of this machine.
 * Nothing is written to a disk, nothing waits for the agent, and what is sent names neither the
 * visitor nor what was asked for: only the host, the status and how long it took.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from './caddy-json.ts';

const logName = 'vpspilot';
const loggerName = `http.log.access.${logName}`;

/** Of Caddy 2.6 and later; one that is not there does no harm. */
const leftOut = [
  ...['remote_ip', 'remote_port', 'client_ip', 'proto', 'method', 'uri', 'headers', 'tls'].map(
    (name) => `request>${name}`,
  ),
  ...['resp_headers', 'user_id', 'bytes_read', 'size', 'common_log'],
];

/** Of our servers: they log under our name. */
export const serverLogs: JsonObject = { default_logger_name: logName };

/** Caddy's `logging` as it should be; undefined when it is. Other programs' part of it stays. */
export function loggingChange(current: JsonObject, port: number): JsonObject | undefined {
  const logs = objectOf(current['logs']);
  const base = objectOf(logs['default']);
  const excluded = Array.isArray(base['exclude']) ? base['exclude'] : [];
  const others = excluded.filter((name) => name !== loggerName);
  // What is included only need not be excluded, and Caddy refuses both.
  const hasInclude = Array.isArray(base['include']) && base['include'].length > 0;
  const next: JsonObject = {
    ...current,
    logs: {
      ...logs,
      default: hasInclude ? base : { ...base, exclude: [...others, loggerName] },
      [logName]: accessLog(port),
    },
  };
  return isDeepStrictEqual(current, next) ? undefined : next;
}

function accessLog(port: number): Json {
  const fields = Object.fromEntries(leftOut.map((name) => [name, { filter: 'delete' }]));
  return {
    include: [loggerName],
    writer: { output: 'net', address: `udp/127.0.0.1:${port}` },
    encoder: { format: 'filter', wrap: { format: 'json' }, fields },
  };
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
