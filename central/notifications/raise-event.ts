import type { NotificationChannel } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import type { NotificationEventName } from '../domain/notification-events.ts';
import type { NotificationEvent } from './events.ts';
import { collectFacts } from './facts.ts';

export interface RaiseOptions {
  /** Of the change that is told; nothing is told when it is rolled back. Default: at once. */
  tx?: Transaction;
  /** A channel is told once per key, as long as the outbox remembers: "disk:<node>:<day>". */
  once?: string;
}

/**
 * Puts an event into the outbox, once for each channel that wants it. Nothing is sent here: whoever
 * calls never waits for anybody outside.
 */
export async function raiseEvent(
  context: Pick<Context, 'db' | 'clock' | 'bus'>,
  event: NotificationEvent,
  { tx, once }: RaiseOptions = {},
): Promise<void> {
  await writeEvent(tx ?? context.db, event, { now: context.clock.now(), once });
  // Who is woken reads after the transaction: `db` waits until it is over.
  context.bus.publish([]);
}

interface WriteOptions {
  now: Date;
  once?: string | undefined;
  /** Channels that want this event, too, have heard the same already. */
  unlessTold?: NotificationEventName | undefined;
}

/** Like `raiseEvent` within a transaction; whoever calls publishes on the bus afterwards. */
export async function writeEvent(
  tx: Transaction,
  event: NotificationEvent,
  { now, once, unlessTold }: WriteOptions,
): Promise<void> {
  const wanting = await channelsFor(tx, event, unlessTold);
  const channels = once === undefined ? wanting : await notToldYet(tx, wanting, once);
  if (channels.length === 0) return;
  const payload = JSON.stringify(await collectFacts(tx, event, now));
  await tx.outboxMessage.createMany({
    data: channels.map(({ id }) => ({
      kind: 'notification',
      target: `channel:${id}`,
      channelId: id,
      deploymentId: 'deploymentId' in event ? event.deploymentId : null,
      event: event.event,
      payload,
      onceKey: once ?? null,
      nextAttemptAt: now,
      createdAt: now,
    })),
  });
}

async function channelsFor(
  tx: Transaction,
  event: NotificationEvent,
  unlessTold: NotificationEventName | undefined,
): Promise<NotificationChannel[]> {
  const channels = await tx.notificationChannel.findMany({
    where: { enabled: true, OR: [{ projectId: null }, { project: concerned(event) }] },
  });
  const wants = (channel: NotificationChannel, name: NotificationEventName | undefined) =>
    name !== undefined && channel.events.split(',').includes(name);
  return channels.filter((one) => wants(one, event.event) && !wants(one, unlessTold));
}

/** The projects that an event is about; what happens to a node concerns all that run there. */
function concerned(event: NotificationEvent) {
  const projectId = 'projectId' in event ? event.projectId : undefined;
  const nodeId = 'nodeId' in event ? event.nodeId : undefined;
  if (projectId !== undefined) return { id: projectId };
  return { deletedAt: null, nodeId: nodeId ?? '' };
}

async function notToldYet(
  tx: Transaction,
  channels: readonly NotificationChannel[],
  onceKey: string,
): Promise<NotificationChannel[]> {
  const told = await tx.outboxMessage.findMany({
    where: { onceKey, channelId: { in: channels.map(({ id }) => id) } },
    select: { channelId: true },
  });
  return channels.filter(({ id }) => !told.some(({ channelId }) => channelId === id));
}
