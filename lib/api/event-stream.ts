import { EventSourceParserStream } from 'eventsource-parser/stream';
import { ApiError } from './api-error.ts';

export interface StreamedEvent {
  /** Where to go on after it; undefined: nothing to resume. */
  id: string | undefined;
  event: string;
  data: Record<string, unknown>;
}

export interface EventStreamOptions {
  signal: AbortSignal;
  /** Told when the connection is lost and when it is back. */
  onConnection?: (state: 'lost' | 'back') => void;
  /** Default true. A stream without ids cannot be resumed and is opened once. */
  resume?: boolean;
  /** Keep trying when not even the first connection comes about: what a page wants, and no command. */
  patient?: boolean;
  /** Go on after this event. */
  lastEventId?: string;
  /** Central beats every 15 s; a connection silent for longer is dead. */
  silenceMs?: number;
}

const retryFirstMs = 500;
const retryMaxMs = 5_000;
const silenceMaxMs = 40_000;

/** Where a stream stands between its connections. */
interface Progress {
  lastId: string | undefined;
  mayRetry: boolean;
  isLost: boolean;
  retryMs: number;
}

type Open = (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;

/**
 * Reads a server-sent event stream until its `end` event. A lost connection is opened again where
 * it broke off (Last-Event-ID), for as long as `signal` allows: central may be restarting.
 */
export async function* readEventStream(
  open: Open,
  options: EventStreamOptions,
): AsyncGenerator<StreamedEvent> {
  const progress: Progress = {
    lastId: options.lastEventId,
    mayRetry: options.patient === true,
    isLost: false,
    retryMs: retryFirstMs,
  };
  for (;;) {
    try {
      if (yield* readOnce(open, options, progress)) return;
    } catch (error) {
      if (!mayResume(error, options, progress)) throw error;
    }
    if (options.resume === false) return;
    await pause(options, progress);
  }
}

/** Waits before the next connection, longer each time. */
async function pause(
  { signal, onConnection }: EventStreamOptions,
  progress: Progress,
): Promise<void> {
  if (!progress.isLost) onConnection?.('lost');
  progress.isLost = true;
  await sleep(progress.retryMs, signal);
  progress.retryMs = Math.min(progress.retryMs * 2, retryMaxMs);
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** One connection, from where the last one broke off to its own end; true after the last event of all. */
async function* readOnce(
  open: Open,
  { signal, onConnection, silenceMs = silenceMaxMs }: EventStreamOptions,
  progress: Progress,
): AsyncGenerator<StreamedEvent, boolean> {
  const { lastId, isLost } = progress;
  const connection = new AbortController();
  const watch = watchSilence(silenceMs, () => connection.abort());
  try {
    const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId };
    const response = await open(headers, AbortSignal.any([signal, connection.signal]));
    if (isLost) onConnection?.('back');
    progress.mayRetry = true;
    progress.isLost = false;
    for await (const { event = 'message', id, data } of messages(response, watch.heard)) {
      progress.lastId = id ?? progress.lastId;
      progress.retryMs = retryFirstMs;
      yield { id, event, data: JSON.parse(data) as Record<string, unknown> };
      if (event === 'end') return true;
    }
    return false;
  } finally {
    watch.stop();
    // Whoever stops reading closes the connection too.
    connection.abort();
  }
}

/** A cut cable says nothing: the connection looks open for minutes. */
function watchSilence(afterMs: number, onSilence: () => void) {
  let timer = setTimeout(onSilence, afterMs);
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, afterMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Central being away is no reason to give up what has begun; its refusal is. */
function mayResume(
  error: unknown,
  { signal, resume = true }: EventStreamOptions,
  progress: Progress,
): boolean {
  const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return resume && progress.mayRetry && !signal.aborted && !isRefused;
}

async function* messages({ body }: Response, heard: () => void) {
  if (body === null) return;
  const noticed = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      heard();
      controller.enqueue(chunk);
    },
  });
  const events = body
    .pipeThrough(noticed)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  try {
    // Not every browser iterates over streams.
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
