import { createHmac } from 'node:crypto';

/** Headers that let the receiver of a plain webhook know who sent it, and that it is not an old one. */
export function signedHeaders(
  secret: string,
  { event, delivery, timestamp, body }: Record<'event' | 'delivery' | 'timestamp' | 'body', string>,
): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'x-vpspilot-event': event,
    'x-vpspilot-delivery': delivery,
    'x-vpspilot-timestamp': timestamp,
    'x-vpspilot-signature-256': `sha256=${signature}`,
  };
}
