import { ApiError } from '../../../lib/api/api-error.ts';
import type { StreamedEvent } from '../../../lib/api/event-stream.ts';
import { api } from '../../data/api.ts';
import { nextFrame } from '../log-view/next-frame.ts';
import { type LogQuery, logPath } from './log-query.ts';
import { type AppLine, createLogReader, type LogPosition, logStart } from './resume-log.ts';

interface Listener {
  onLines: (lines: AppLine[]) => void;
  onNote: (message: string) => void;
  onConnection: (is: 'lost' | 'back') => void;
}

const retryFirstMs = 500;
const retryMaxMs = 5_000;

/**
 * Reads an application's log until its end. What was lost with a connection is asked for again, and
 * what has come already is left out.
 *
 * @throws ApiError when central refuses
 */
export async function readAppLog(
  slug: string,
  query: LogQuery,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const begin = Date.now();
  let position = logStart;
  let retryMs = retryFirstMs;
  for (;;) {
    const path = logPath(slug, query, { now: begin, resumeAt: position.at });
    const connection = openConnection(path, position, listener, signal);
    const isOver = await connection.read();
    position = connection.position();
    if (isOver) return;
    listener.onConnection('lost');
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    signal.throwIfAborted();
    retryMs = connection.wasOpen() ? retryFirstMs : Math.min(retryMs * 2, retryMaxMs);
  }
}

function openConnection(
  path: string,
  from: LogPosition,
  { onLines, onNote, onConnection }: Listener,
  signal: AbortSignal,
) {
  const reader = createLogReader(from);
  let waiting: AppLine[] = [];
  let wasOpen = false;
  const flush = () => {
    if (waiting.length === 0 || signal.aborted) return;
    const fresh = reader.take(waiting);
    waiting = [];
    if (fresh.length > 0) onLines(fresh);
  };
  const take = ({ event, data }: StreamedEvent) => {
    if (!wasOpen) onConnection('back');
    wasOpen = true;
    if (event === 'output') {
      if (waiting.push(data as unknown as AppLine) === 1) nextFrame(flush);
    } else if (event === 'note') onNote(String(data['message']));
    else if (event === 'error') throw brokenOff(data);
    return event === 'end';
  };
  return {
    /** True: nothing more will come. */
    async read(): Promise<boolean> {
      try {
        for await (const event of api.events(path, { signal, resume: false })) {
          if (take(event)) return true;
        }
        return false;
      } catch (cause) {
        if (signal.aborted || isRefused(cause)) throw cause;
        return false;
      } finally {
        flush();
      }
    },
    position: reader.position,
    wasOpen: () => wasOpen,
  };
}

function brokenOff(data: Record<string, unknown>): ApiError {
  const hint = typeof data['hint'] === 'string' ? data['hint'] : undefined;
  const code = String(data['code']);
  return new ApiError(409, { code, detail: String(data['message']), hint });
}

/** Central being away is no reason to give up; its refusal is. */
function isRefused(cause: unknown): boolean {
  return cause instanceof ApiError && cause.status >= 400 && cause.status < 500;
}
