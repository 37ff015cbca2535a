import type { IncomingMessage } from 'node:http';
import { webhookBodyMaxBytes } from '../../domain/webhook-body.ts';
import type { WebhookBody } from '../../webhooks/receive-delivery.ts';

/** GitHub itself gives up after ten seconds. */
const bodyTimeoutMs = 10_000;

/** Bodies that are being read at once; beyond it newcomers are asked to come later. */
const readingMaxBytes = 8 * webhookBodyMaxBytes;
let readingBytes = 0;

/** Whether there is memory for one more body of this size. */
export function hasRoomFor(bytes: number): boolean {
  return readingBytes + bytes <= readingMaxBytes;
}

/**
 * Reads a body as raw bytes, as far as it may be read. Never throws: a body that ends early, comes
 * too slowly or is too large is a result, because the delivery is written down all the same.
 */
export async function readWebhookBody(
  request: IncomingMessage,
  timeoutMs = bodyTimeoutMs,
): Promise<WebhookBody> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > webhookBodyMaxBytes) return tooLarge(`${announced} bytes were announced`);
  const chunks: Buffer[] = [];
  let received = 0;
  const timeout = AbortSignal.timeout(timeoutMs);
  const stop = () => request.destroy(new Error('too slow'));
  timeout.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      received += chunk.length;
      readingBytes += chunk.length;
      if (received > webhookBodyMaxBytes)
        return tooLarge(`It went on after ${webhookBodyMaxBytes} bytes`);
      chunks.push(chunk);
    }
    return { kind: 'complete', bytes: Buffer.concat(chunks, received) };
  } catch {
    const of = announced > 0 ? ` of ${announced}` : '';
    const why = timeout.aborted ? `within ${timeoutMs} ms` : 'before the connection ended';
    return { kind: 'truncated', detail: `${received}${of} bytes came ${why}` };
  } finally {
    readingBytes -= received;
    timeout.removeEventListener('abort', stop);
  }
}

function tooLarge(detail: string): WebhookBody {
  return { kind: 'too_large', detail };
}
