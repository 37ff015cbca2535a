import { UserError } from '../../lib/user-error.ts';
import type { OutboxMessage } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { oneLine } from '../domain/escape-text.ts';
import { nextAttempt } from '../domain/outbox-schedule.ts';
import { sendDeployment, sendStatus } from '../github/send-report.ts';
import { sendNotification } from '../notifications/send-notification.ts';
import { DeliveryFailure, refusalAttemptsMax } from './delivery-failure.ts';

const detailMax = 300;

/** How each kind is sent; tells what the other side said, or throws. */
const senders: Readonly<
  Record<string, (context: Context, message: OutboxMessage, signal: AbortSignal) => Promise<string>>
> = {
  notification: sendNotification,
  github_status: sendStatus,
  github_deployment: sendDeployment,
};

/** Tries a message once and writes down what became of it. One that is cut off by a stop stays as it was. */
export async function tryMessage(
  context: Context,
  message: OutboxMessage,
  signal: AbortSignal,
): Promise<void> {
  const send = senders[message.kind];
  try {
    if (send === undefined) throw unknownKind(message);
    const detail = await send(context, message, signal);
    await close(context, message, 'sent', detail);
  } catch (error) {
    if (signal.aborted) return;
    await noteFailure(context, message, error);
  }
}

async function close(
  context: Context,
  message: OutboxMessage,
  outcome: 'sent' | 'failed',
  detail: string,
): Promise<void> {
  const { id, attempts } = message;
  await context.db.outboxMessage.updateMany({
    where: { id },
    data: {
      ...{ outcome, detail: oneLine(detail, detailMax) },
      attempts: attempts + 1,
      finishedAt: context.clock.now(),
    },
  });
  publish(context, message);
}

/** Lists that show the newest outcome. */
function publish({ bus }: Context, { kind }: OutboxMessage): void {
  bus.publish([kind === 'notification' ? 'notifications' : 'github']);
}

async function noteFailure(
  context: Context,
  message: OutboxMessage,
  error: unknown,
): Promise<void> {
  const { db, clock, log } = context;
  const { id, kind, event, createdAt } = message;
  const attempts = message.attempts + 1;
  const { text, attemptsMax, retryAt } = reasonOf(context, error);
  const next = nextAttempt({ now: clock.now(), createdAt, attempts, attemptsMax, retryAt });
  log.warn({ message: id, kind, event, attempts, next }, `a message did not arrive: ${text}`);
  if (next === undefined) return close(context, message, 'failed', text);
  await db.outboxMessage.updateMany({
    where: { id },
    data: { attempts, nextAttemptAt: next, detail: oneLine(text, detailMax) },
  });
  publish(context, message);
}

/** What nobody outside is to blame for is for the log. */
function reasonOf({ log }: Context, error: unknown) {
  if (error instanceof DeliveryFailure) {
    return { text: error.message, attemptsMax: error.attemptsMax, retryAt: error.retryAt };
  }
  if (error instanceof UserError) {
    const attemptsMax = error.code.endsWith('_unreachable') ? undefined : refusalAttemptsMax;
    return { text: sentence(error), attemptsMax };
  }
  log.error({ err: error }, 'sending a message failed');
  return { text: "Internal error; central's log has the details", attemptsMax: refusalAttemptsMax };
}

function sentence({ message, hint }: UserError): string {
  return hint === undefined ? message : `${message}. ${hint}`;
}

function unknownKind({ kind }: OutboxMessage): DeliveryFailure {
  return new DeliveryFailure(`Nobody sends messages of the kind ${kind}`, { attemptsMax: 1 });
}
