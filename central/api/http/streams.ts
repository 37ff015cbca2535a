import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { stillMay } from './access.ts';
import { problemOf } from './problem.ts';

/** One server-sent event. */
export interface StreamEvent {
  /** Comes back as Last-Event-ID when the client connects again. */
  id?: string | number;
  event: string;
  data: Readonly<Record<string, unknown>>;
}

/** Open event streams, so that the server can end them when it stops. */
export interface Streams {
  /** Sends events until the source ends, the client leaves, or the server stops. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    source: (signal: AbortSignal) => AsyncIterable<StreamEvent>,
  ): Promise<void>;
  closeAll(): void;
  /** How many are open. */
  count(): number;
}

/** Proxies cut connections that are silent for a minute. */
const heartbeatMs = 15_000;

export function createStreams(context: Context, beatEveryMs = heartbeatMs): Streams {
  const open = new Set<AbortController>();
  return {
    async send(request, reply, source) {
      const controller = new AbortController();
      open.add(controller);
      const response = beginStream(reply);
      response.on('close', () => controller.abort());
      const heartbeat = setInterval(() => {
        beat(context, request, response, controller).catch(() => controller.abort());
      }, beatEveryMs);
      // Whoever is shut out is shut out now, and not at the next heartbeat.
      const unsubscribe = context.bus.subscribe('access', () => {
        endIfShutOut(context, request, controller).catch(() => controller.abort());
      });
      try {
        for await (const event of source(controller.signal)) {
          await write(response, textOf(event), controller.signal);
          if (controller.signal.aborted) break;
        }
      } catch (err) {
        if (!controller.signal.aborted) response.write(textOf(errorEvent(request, err)));
      } finally {
        clearInterval(heartbeat);
        unsubscribe();
        open.delete(controller);
        response.end();
      }
    },
    count: () => open.size,
    closeAll() {
      for (const controller of open) controller.abort();
    },
  };
}

function beginStream(reply: FastifyReply): ServerResponse {
  const headers = reply.getHeaders();
  reply.hijack();
  reply.raw.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would collect events before it passes them on.
    'x-accel-buffering': 'no',
  });
  reply.raw.write('retry: 1000\n\n');
  return reply.raw;
}

/** Keeps the connection alive, and ends it when whoever opened it may not have it any more. */
async function beat(
  context: Context,
  request: FastifyRequest,
  response: ServerResponse,
  controller: AbortController,
): Promise<void> {
  await endIfShutOut(context, request, controller);
  if (controller.signal.aborted) return;
  // A client that does not read gets no heartbeats on top.
  if (!response.writableNeedDrain) response.write(': \n\n');
}

async function endIfShutOut(
  context: Context,
  request: FastifyRequest,
  controller: AbortController,
): Promise<void> {
  if (!(await stillMay(context, request))) controller.abort();
}

/** Waits when the client reads more slowly than we write: memory must not grow for it. */
async function write(response: ServerResponse, text: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || response.write(text)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** The status line is long gone: the error is an event. */
function errorEvent(request: FastifyRequest, err: unknown): StreamEvent {
  const { code, detail, hint, status } = problemOf(err);
  if (status >= 500) request.log.error({ err }, 'an event stream broke off');
  return { event: 'error', data: { kind: 'error', code, message: detail, hint } };
}

function textOf({ id, event, data }: StreamEvent): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  // JSON has no raw line breaks, so one data line is enough.
  return `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
