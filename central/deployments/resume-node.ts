import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeCommand } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { Failure } from '../domain/deployment-events.ts';
import type { NodeSession } from '../nodes/gateway.ts';
import { deliverCommand } from './deliver-command.ts';
import { giveUpCommand } from './give-up-command.ts';
import { sendNext } from './send-next.ts';

/**
 * Brings a node that has just connected up to date: commands it does not know are sent (again),
 * it hears which events of the others are stored, wishes to cancel are repeated, and waiting deployments get their turn.
 */
export async function resumeNode(
  context: Context,
  session: NodeSession,
  knownCommandIds: readonly string[],
): Promise<void> {
  const { db } = context;
  const { nodeId } = session;
  const known = new Set(knownCommandIds);
  const commands = await db.nodeCommand.findMany({
    where: { nodeId, finishedAt: null },
    orderBy: { createdAt: 'asc' },
  });
  const touched = new Set<number>();
  for (const command of commands) {
    await nextTurn();
    touched.add(command.projectId);
    if (known.has(command.id)) resume(session, command);
    else await sendAgain(context, session, command);
  }
  const waiting = await db.deployment.findMany({
    where: { nodeId, state: 'queued', sentAt: null },
    select: { projectId: true },
    distinct: ['projectId'],
  });
  for (const { projectId } of waiting) touched.add(projectId);
  for (const projectId of touched) {
    await nextTurn();
    await sendNext(context, projectId);
  }
}

/** Says up to where its events are stored: less than before when the database is a restored one. */
function resume(session: NodeSession, { id, sequence, cancelAt }: NodeCommand): void {
  const acknowledged = { commandId: id, sequence: BigInt(sequence) };
  session.send({ case: 'eventAck', value: acknowledged });
  if (cancelAt !== null) session.send({ case: 'cancel', value: { commandId: id } });
}

async function sendAgain(
  context: Context,
  session: NodeSession,
  command: NodeCommand,
): Promise<void> {
  const reason = whyNotAgain(command, context.clock.now());
  if (reason === undefined) await deliverCommand(context, session, command);
  else await giveUpCommand(context, command, reason);
}

/** Undefined when the command may be sent: the node has never had it. */
function whyNotAgain(command: NodeCommand, now: Date): Failure | undefined {
  if (command.sequence > 0) {
    const message = 'The node has lost its journal, and with it this deployment';
    const hint = 'Deploy again';
    return { code: 'journal_lost', message, hint };
  }
  if (command.cancelAt !== null) {
    return { code: 'canceled', message: 'Canceled before the node had it', hint: '' };
  }
  if (command.deadlineAt <= now) {
    const message = 'The node was not connected until the deadline was over';
    return { code: 'deadline_exceeded', message, hint: 'Deploy again' };
  }
  return undefined;
}
