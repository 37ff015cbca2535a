import { setTimeout as sleep } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { CentralError } from '../exit-codes.ts';
import type { Central } from './client.ts';

export interface StreamedEvent {
  event: string;
  data: Record<string, unknown>;
}

export interface StreamOptions {
  signal: AbortSignal;
  /** Told when the connection is lost and when it is back. */
  onConnection?: (state: 'lost' | 'back') => void;
  /** Default true. A stream without ids cannot be resumed and is opened once. */
  resume?: boolean;
}

const retryFirstMs = 500;
const retryMaxMs = 5_000;

/** Where a stream stands between its connections. */
interface Progress {
  lastId: string | undefined;
  wasOpen: boolean;
  isLost: boolean;
  retryMs: number;
}

/**
 * Reads a server-sent event stream until its `end` event. A lost connection is opened again where
 * it broke off (Last-Event-ID), for as long as `signal` allows: central may be restarting.
 */
export async function* readEvents(
  central: Central,
  path: string,
  options: StreamOptions,
): AsyncGenerator<StreamedEvent> {
  const progress: Progress = {
    lastId: undefined,
    wasOpen: false,
    isLost: false,
    retryMs: retryFirstMs,
  };
  for (;;) {
    try {
      if (yield* readOnce(central, path, options, progress)) return;
    } catch (error) {
      if (!mayResume(error, options, progress)) throw error;
    }
    if (options.resume === false) return;
    await pause(options, progress);
  }
}

/** Waits before the next connection, longer each time. */
async function pause({ signal, onConnection }: StreamOptions, progress: Progress): Promise<void> {
  if (!progress.isLost) onConnection?.('lost');
  progress.isLost = true;
  await sleep(progress.retryMs, undefined, { signal });
  progress.retryMs = Math.min(progress.retryMs * 2, retryMaxMs);
}

/** One connection, from where the last one broke off to its own end; true after the last event of all. */
async function* readOnce(
  central: Central,
  path: string,
  { signal, onConnection }: StreamOptions,
  progress: Progress,
): AsyncGenerator<StreamedEvent, boolean> {
  const { lastId, isLost } = progress;
  const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId };
  const response = await central.open(path, { headers, signal });
  if (isLost) onConnection?.('back');
  progress.wasOpen = true;
  progress.isLost = false;
  for await (const { event = 'message', id, data } of messages(response)) {
    progress.lastId = id ?? progress.lastId;
    progress.retryMs = retryFirstMs;
    yield { event, data: JSON.parse(data) as Record<string, unknown> };
    if (event === 'end') return true;
  }
  return false;
}

/** Central being away is no reason to give up what has begun; its refusal is. */
function mayResume(
  error: unknown,
  { signal, resume = true }: StreamOptions,
  progress: Progress,
): boolean {
  const isRefused = error instanceof CentralError && error.status < 500;
  return resume && progress.wasOpen && !signal.aborted && !isRefused;
}

async function* messages({ body }: Response) {
  if (body === null) return;
  yield* body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}
