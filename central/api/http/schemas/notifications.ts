import { z } from 'zod';
import { channelKinds, notificationEvents } from '../../../domain/notification-events.ts';

const date = z.iso.datetime();
export const deliveryOutcomeSchema = z.enum(['pending', 'sent', 'failed']);

export const channelSchema = z
  .object({
    id: z.number().int(),
    project: z.string().nullable().describe('Slug; null: every project and all nodes'),
    name: z.string(),
    kind: z.enum(channelKinds),
    target: z.string().describe('Its secret part is left out: https://hooks.slack.com/…a1b2'),
    events: z.array(z.enum(notificationEvents)),
    enabled: z.boolean(),
    createdBy: z.string(),
    createdAt: date,
    lastDelivery: z
      .object({ at: date, outcome: deliveryOutcomeSchema, detail: z.string() })
      .nullable(),
  })
  .meta({ id: 'Channel' });

export const newChannelSchema = z
  .object({
    channel: channelSchema,
    secret: z
      .string()
      .nullable()
      .describe('Webhooks only: the key of their signatures, shown once'),
  })
  .meta({ id: 'NewChannel' });

export const channelDeliverySchema = z
  .object({
    id: z.number().int(),
    event: z.string(),
    at: date,
    attempts: z.number().int(),
    outcome: deliveryOutcomeSchema,
    detail: z.string().describe('What the other side answered, or why it was not reached'),
    nextAttemptAt: date.nullable().describe('Pending ones: when it is tried next'),
  })
  .meta({ id: 'ChannelDelivery' });

export const testResultSchema = z
  .object({ outcome: z.enum(['sent', 'failed']), detail: z.string() })
  .meta({ id: 'ChannelTestResult' });

const name = z.string().trim().min(1).max(60).describe('What people call it');
const target = z
  .union([
    z.strictObject({ url: z.string().min(1).max(2000) }),
    z.strictObject({ to: z.string().min(3).max(1000).describe('Addresses, with commas between') }),
  ])
  .describe('url for slack, discord and webhook; to for email');
const secret = z.string().min(16).max(200).describe('Webhooks only; default: a new random one');
const events = z.array(z.enum(notificationEvents)).min(1);

export const channelWishSchema = z.strictObject({
  project: z
    .string()
    .max(100)
    .nullish()
    .describe('Slug or id; default: every project and all nodes'),
  name,
  kind: z.enum(channelKinds),
  target,
  secret: secret.optional(),
  events,
  enabled: z.boolean().default(true),
});

export const channelChangeSchema = z.strictObject({
  name: name.optional(),
  target: target.optional(),
  secret: secret.optional(),
  events: events.optional(),
  enabled: z.boolean().optional(),
});
