import type { NotificationChannel, OutboxMessage } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { secretParts } from '../domain/channel-target.ts';
import type { ChannelKind } from '../domain/notification-events.ts';
import type { NotificationFacts } from '../domain/notification-facts.ts';
import { discordBody, mailParts, slackBody, webhookBody } from '../domain/notification-formats.ts';
import { describeEvent } from '../domain/notification-text.ts';
import { signedHeaders } from '../domain/webhook-signature.ts';
import { DeliveryFailure, refusalAttemptsMax } from '../outbox/delivery-failure.ts';
import { dashboardUrl } from './dashboard-url.ts';

/** What is sent to one channel. */
interface Parcel {
  facts: NotificationFacts;
  /** The same with every try: receivers can tell a repetition. */
  delivery: string;
  signal?: AbortSignal;
}

/** Sends a message of the outbox to its channel; tells what the other side said. */
export async function sendNotification(
  context: Context,
  { id, channelId, payload }: OutboxMessage,
  signal: AbortSignal,
): Promise<string> {
  const channel = await context.db.notificationChannel.findUnique({
    where: { id: channelId ?? 0 },
  });
  if (channel === null || !channel.enabled) {
    throw new DeliveryFailure('The channel is switched off', { attemptsMax: 1 });
  }
  const facts = JSON.parse(payload) as NotificationFacts;
  return sendToChannel(context, channel, { facts, delivery: String(id), signal });
}

/**
 * Tells a channel of something, now.
 *
 * @throws DeliveryFailure, UserError target_invalid, target_refused, target_unreachable, mail_…
 */
export async function sendToChannel(
  context: Context,
  channel: NotificationChannel,
  parcel: Parcel,
): Promise<string> {
  const target = await context.secretBox.open(channel.target);
  const text = describeEvent(parcel.facts, dashboardUrl(context));
  switch (channel.kind as ChannelKind) {
    case 'email':
      return context.mailer.send({ to: target.split(','), ...mailParts(text) });
    case 'slack':
      return post(context, target, JSON.stringify(slackBody(text)), parcel);
    case 'discord':
      return post(context, target, JSON.stringify(discordBody(text)), parcel);
    case 'webhook': {
      const body = JSON.stringify(webhookBody(parcel.facts, text));
      const headers = await signatureOf(context, channel, parcel, body);
      return post(context, target, body, parcel, headers);
    }
  }
}

async function signatureOf(
  { secretBox, clock }: Context,
  channel: NotificationChannel,
  { facts, delivery }: Parcel,
  body: string,
): Promise<Record<string, string>> {
  const secret = await secretBox.open(channel.secret ?? '');
  const timestamp = String(Math.floor(clock.now().getTime() / 1_000));
  return signedHeaders(secret, { event: facts.event, delivery, timestamp, body });
}

async function post(
  { outside, clock }: Context,
  url: string,
  body: string,
  { signal }: Parcel,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await outside.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
  const { status, text } = answer;
  if (status >= 200 && status < 300) return `Answered ${status}`;
  const said = withoutSecrets(text, url);
  throw refusal(status, said, answer.headers.get('retry-after'), clock.now());
}

/** What is wrong with the request stays wrong; what is wrong over there passes. */
function refusal(status: number, said: string, retryAfter: string | undefined, now: Date) {
  const message = `Answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status >= 300 && status < 400) {
    return new DeliveryFailure(
      `Answered ${status}: it leads elsewhere; enter that address itself`,
      {
        attemptsMax: 1,
      },
    );
  }
  const seconds = Number(retryAfter);
  const retryAt = seconds > 0 ? { retryAt: new Date(now.getTime() + seconds * 1_000) } : {};
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429;
  return new DeliveryFailure(message, mayPass ? retryAt : { attemptsMax: refusalAttemptsMax });
}

/** An answer may repeat the address it was asked at, which is a secret. */
function withoutSecrets(text: string, url: string): string {
  let said = text.slice(0, 2_000);
  for (const part of secretParts(url)) said = said.replaceAll(part, '…');
  return said
    .replace(/\S*\/\S*/g, '…')
    .slice(0, 200)
    .trim();
}
