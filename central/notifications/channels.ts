import { randomBytes } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { NotificationChannel, OutboxMessage } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import type { ChannelKind, NotificationEventName } from '../domain/notification-events.ts';
import { channelNotFound } from './find-channel.ts';
import { sealedTarget, type TargetWish } from './sealed-target.ts';

export interface ChannelWish {
  projectId: number | null;
  name: string;
  kind: ChannelKind;
  target: TargetWish;
  secret?: string | undefined;
  events: readonly NotificationEventName[];
  enabled: boolean;
  actor: string;
}

export interface ChannelChange {
  name?: string | undefined;
  target?: TargetWish | undefined;
  secret?: string | undefined;
  events?: readonly NotificationEventName[] | undefined;
  enabled?: boolean | undefined;
}

const withProject = { project: { select: { slug: true } } } as const;

export type ChannelWithProject = NotificationChannel & { project: { slug: string } | null };

/**
 * Adds a channel. A webhook's secret is told once.
 *
 * @throws UserError channel_target_invalid, channel_secret_unused, target_invalid, target_refused
 */
export async function createChannel(
  context: Context,
  wish: ChannelWish,
): Promise<{ channel: ChannelWithProject; secret: string | null }> {
  const { projectId, name, kind, events, enabled, actor } = wish;
  assertSecretUsed(kind, wish.secret);
  const secret = kind === 'webhook' ? (wish.secret ?? randomBytes(32).toString('hex')) : null;
  const now = context.clock.now();
  const data = {
    ...{ projectId, name, kind, enabled, events: eventList(events), createdBy: actor },
    ...(await sealedTarget(context, kind, wish.target)),
    secret: secret === null ? null : await context.secretBox.seal(secret),
    ...{ createdAt: now, updatedAt: now },
  };
  const channel = await context.db.$transaction(async (tx) => {
    const made = await tx.notificationChannel.create({ data, include: withProject });
    await tx.auditEntry.create({ data: entry(actor, 'notification.create', made, kind) });
    return made;
  });
  return { channel, secret };
}

/** @throws UserError channel_not_found and what `createChannel` throws */
export async function changeChannel(
  context: Context,
  id: number,
  { target, secret, events, ...rest }: ChannelChange,
  actor: string,
): Promise<ChannelWithProject> {
  const kind = (await findChannel(context, id)).kind as ChannelKind;
  assertSecretUsed(kind, secret);
  const data = {
    ...(rest.name === undefined ? {} : { name: rest.name }),
    ...(rest.enabled === undefined ? {} : { enabled: rest.enabled }),
    ...(events === undefined ? {} : { events: eventList(events) }),
    ...(target === undefined ? {} : await sealedTarget(context, kind, target)),
    ...(secret === undefined ? {} : { secret: await context.secretBox.seal(secret) }),
  };
  const changed = Object.keys(data).filter((key) => key !== 'targetMask');
  return context.db.$transaction(async (tx) => {
    const updatedAt = context.clock.now();
    const where = { id };
    const made = await tx.notificationChannel.update({
      where,
      data: { ...data, updatedAt },
      include: withProject,
    });
    const detail = changed.join(', ');
    await tx.auditEntry.create({ data: entry(actor, 'notification.change', made, detail) });
    return made;
  });
}

/** Removes a channel with everything it was told. @throws UserError channel_not_found */
export async function removeChannel(context: Context, id: number, actor: string): Promise<void> {
  const channel = await findChannel(context, id);
  await context.db.$transaction([
    context.db.notificationChannel.delete({ where: { id } }),
    context.db.auditEntry.create({ data: entry(actor, 'notification.remove', channel, '') }),
  ]);
}

/** @throws UserError channel_not_found */
export async function findChannel({ db }: Context, id: number): Promise<ChannelWithProject> {
  const channel = await db.notificationChannel.findUnique({ where: { id }, include: withProject });
  if (channel === null) throw channelNotFound(id);
  return channel;
}

/** Channels by name; `where` leaves out what the caller may not see. */
export function listChannels(
  { db }: Context,
  where: { projectId?: number | { in: number[] } },
): Promise<ChannelWithProject[]> {
  const notDeleted = { OR: [{ projectId: null }, { project: { deletedAt: null } }] };
  return db.notificationChannel.findMany({
    where: { AND: [where, notDeleted] },
    include: withProject,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** The newest thing each channel was told, or should have been. */
export async function lastMessages(
  { db }: Context,
  ids: readonly number[],
): Promise<Map<number, OutboxMessage>> {
  const newest = await db.outboxMessage.groupBy({
    by: ['channelId'],
    where: { channelId: { in: [...ids] } },
    _max: { id: true },
  });
  const where = { id: { in: newest.flatMap(({ _max }) => _max.id ?? []) } };
  const rows = await db.outboxMessage.findMany({ where });
  return new Map(rows.map((row) => [row.channelId ?? 0, row]));
}

/** One page of what a channel was told, newest first; `before` is the last id of the page before. */
export function listMessages(
  { db }: Context,
  channelId: number,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<OutboxMessage[]> {
  const where = { channelId, ...(before === undefined ? {} : { id: { lt: before } }) };
  return db.outboxMessage.findMany({ where, orderBy: { id: 'desc' }, take: limit });
}

function assertSecretUsed(kind: ChannelKind, secret: string | undefined): void {
  if (secret === undefined || kind === 'webhook') return;
  throw new UserError('channel_secret_unused', `A channel of the kind ${kind} signs nothing`, {
    hint: 'Only webhooks take a secret',
  });
}

function eventList(events: readonly NotificationEventName[]): string {
  return [...new Set(events)].join(',');
}

function entry(actor: string, action: string, channel: NotificationChannel, detail: string) {
  const { projectId, name } = channel;
  return auditEntry({
    ...{ actor, action, detail, target: name },
    ...(projectId === null ? {} : { projectId }),
  });
}
