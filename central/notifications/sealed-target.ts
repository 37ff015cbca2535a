import { UserError } from '../../lib/user-error.ts';
import type { Context } from '../context.ts';
import { maskedRecipients, maskedUrl, recipientsOf } from '../domain/channel-target.ts';
import type { ChannelKind } from '../domain/notification-events.ts';

/** Where a channel leads, as somebody has entered it. */
export type TargetWish = { url: string } | { to: string };

/**
 * Checks an address and seals it.
 *
 * @throws UserError channel_target_invalid, target_invalid, target_refused
 */
export async function sealedTarget(
  { outside, secretBox }: Context,
  kind: ChannelKind,
  wish: TargetWish,
): Promise<{ target: string; targetMask: string }> {
  if (kind === 'email') {
    if (!('to' in wish)) throw wrongField(kind, 'to', 'the addresses of the readers');
    const recipients = recipientsOf(wish.to);
    return {
      target: await secretBox.seal(recipients.join(',')),
      targetMask: maskedRecipients(recipients),
    };
  }
  if (!('url' in wish)) throw wrongField(kind, 'url', 'the address of the webhook');
  const url = wish.url.trim();
  outside.check(url, { httpsOnly: true });
  return { target: await secretBox.seal(url), targetMask: maskedUrl(url) };
}

function wrongField(kind: ChannelKind, field: string, what: string): UserError {
  return new UserError(
    'channel_target_invalid',
    `A channel of the kind ${kind} has no such target`,
    {
      hint: `Give target.${field}: ${what}`,
    },
  );
}
