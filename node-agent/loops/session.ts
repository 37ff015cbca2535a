import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ConnectRequestSchema,
  ConnectResponse,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import type { CentralStream } from '../adapters/central-client.ts';

export type ToCentral = NonNullable<MessageInitShape<typeof ConnectRequestSchema>['message']>;

/** One stream to central, as long as it lasts. */
export interface Session {
  /** Aborted when the stream is over, for whatever reason. */
  readonly signal: AbortSignal;
  /** Resolves when there is room for more. */
  send(message: ToCentral): Promise<void>;
  /** Ends the stream from our side. */
  close(reason: SessionEnd): void;
  ended: Promise<SessionEnd>;
}

export interface SessionEnd {
  /** Code that central gave, or one of ours: "lost", "renewed", "stopping". */
  code: string;
  reason: string;
}

/** Wraps a stream; `onMessage` is called with each message, in order, one at a time. */
export function createSession(
  stream: CentralStream,
  onMessage: (message: ConnectResponse['message'], session: Session) => Promise<void>,
): Session {
  const over = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<SessionEnd>();
  const end = (reason: SessionEnd) => {
    resolve(reason);
    over.abort();
  };
  const session: Session = {
    signal: over.signal,
    ended,
    send: (message) => write(stream, message, over.signal),
    close(reason) {
      end(reason);
      stream.cancel();
    },
  };
  // One after the other: a cancel must not overtake the command that it is about.
  let before: Promise<void> = Promise.resolve();
  stream.on('data', (response: ConnectResponse) => {
    before = before
      .then(() => onMessage(response.message, session))
      .catch((error: unknown) =>
        session.close({ code: 'lost', reason: `a message could not be handled: ${String(error)}` }),
      );
  });
  stream.on('error', (error: unknown) => end(endOf(error)));
  stream.on('end', () => end({ code: 'lost', reason: 'central ended the stream' }));
  return session;
}

function write(stream: CentralStream, message: ToCentral, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const hasRoom = stream.write({ message });
  if (hasRoom) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    stream.on('drain', go);
    signal.addEventListener('abort', go, { once: true });
  });
}

function endOf(error: unknown): SessionEnd {
  const { details, message, metadata } = error as {
    details?: string;
    message?: string;
    metadata?: { get(key: string): unknown[] };
  };
  const [code] = metadata?.get('vpspilot-code') ?? [];
  return {
    code: typeof code === 'string' ? code : 'lost',
    reason: details ?? message ?? String(error),
  };
}
