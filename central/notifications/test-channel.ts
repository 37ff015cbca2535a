import { UserError } from '../../lib/user-error.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { oneLine } from '../domain/escape-text.ts';
import type { NotificationFacts } from '../domain/notification-facts.ts';
import { DeliveryFailure } from '../outbox/delivery-failure.ts';
import { findChannel } from './channels.ts';
import { sendToChannel } from './send-notification.ts';

export interface TestResult {
  outcome: 'sent' | 'failed';
  detail: string;
}

/**
 * Sends a test message at once, once, also to a channel that is switched off.
 *
 * @throws UserError channel_not_found
 */
export async function testChannel(
  context: Context,
  id: number,
  actor: string,
): Promise<TestResult> {
  const { db, clock, bus } = context;
  const channel = await findChannel(context, id);
  const now = clock.now();
  const project = channel.project === null ? {} : { project: channel.project.slug };
  const facts: NotificationFacts = { event: 'test', at: now.toISOString(), ...project };
  const { projectId, name } = channel;
  const about = projectId === null ? {} : { projectId };
  const entry = auditEntry({ actor, action: 'notification.test', target: name, ...about });
  const [message] = await db.$transaction([
    db.outboxMessage.create({
      data: {
        ...{ kind: 'notification', target: `channel:${id}`, channelId: id, event: 'test' },
        ...{ payload: JSON.stringify(facts), attempts: 1, createdAt: now, nextAttemptAt: now },
        // Whoever asked waits for it; nobody else sends it.
        ...{ outcome: 'failed', detail: 'Central was stopped meanwhile', finishedAt: now },
      },
    }),
    db.auditEntry.create({ data: entry }),
  ]);
  const delivery = String(message.id);
  const result = await sendToChannel(context, channel, { facts, delivery }).then(
    (detail): TestResult => ({ outcome: 'sent', detail }),
    (error: unknown): TestResult => ({ outcome: 'failed', detail: textOf(error) }),
  );
  const data = { outcome: result.outcome, detail: oneLine(result.detail, 300) };
  await db.outboxMessage.updateMany({ where: { id: message.id }, data });
  bus.publish(['notifications']);
  return result;
}

function textOf(error: unknown): string {
  if (error instanceof DeliveryFailure) return error.message;
  if (!(error instanceof UserError)) throw error;
  return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
}
