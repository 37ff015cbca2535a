import type { z } from 'zod';
import type { OutboxMessage } from '../../../prisma/client/client.ts';
import { isNotificationEvent } from '../../domain/notification-events.ts';
import type { ChannelWithProject } from '../../notifications/channels.ts';
import type { channelDeliverySchema, channelSchema } from './schemas/notifications.ts';

type Channel = z.input<typeof channelSchema>;

/** A channel as the API shows it: its target is masked, its secret never shown again. */
export function channelView(row: ChannelWithProject, last: OutboxMessage | undefined): Channel {
  const { id, name, targetMask: target, enabled, createdBy } = row;
  return {
    ...{ id, name, target, enabled, createdBy },
    project: row.project?.slug ?? null,
    kind: row.kind as Channel['kind'],
    events: row.events.split(',').filter(isNotificationEvent),
    createdAt: row.createdAt.toISOString(),
    lastDelivery: last === undefined ? null : outcomeView(last),
  };
}

/** What became of the newest message. */
export function outcomeView(row: OutboxMessage) {
  const { detail, finishedAt, createdAt } = row;
  const outcome = row.outcome as 'pending' | 'sent' | 'failed';
  return { at: (finishedAt ?? createdAt).toISOString(), outcome, detail };
}

export function channelDeliveryView(row: OutboxMessage): z.input<typeof channelDeliverySchema> {
  const { id, event, attempts, detail, createdAt, nextAttemptAt } = row;
  const { outcome } = outcomeView(row);
  return {
    ...{ id, event, attempts, outcome, detail },
    at: createdAt.toISOString(),
    nextAttemptAt: outcome === 'pending' ? nextAttemptAt.toISOString() : null,
  };
}
