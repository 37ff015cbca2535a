import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeCommand } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { continuing, inParts, type NumberedEvent } from '../domain/command-events.ts';
import type { Topic } from '../ports.ts';
import { recordDeploymentEvents } from './record-deployment-events.ts';
import { sendNext } from './send-next.ts';

export interface CommandEvents {
  commandId: string;
  events: readonly NumberedEvent[];
}

/** Up to which event central has stored what a node says about a command. */
export interface Acknowledgement {
  commandId: string;
  sequence: number;
}

/**
 * Stores what a node says, every event once. Only what is stored is acknowledged, so it may be sent
 * again and again.
 */
export async function recordEvents(
  context: Context,
  nodeId: string,
  batch: readonly CommandEvents[],
): Promise<Acknowledgement[]> {
  const acknowledged: Acknowledgement[] = [];
  for (const { commandId, events } of batch) {
    for (const part of inParts(events)) {
      acknowledged.push(await recordPart(context, nodeId, { commandId, events: part }));
      // SQLite answers without ever waiting: webhooks and heartbeats get their turn here.
      await nextTurn();
    }
  }
  return acknowledged;
}

async function recordPart(
  context: Context,
  nodeId: string,
  part: CommandEvents,
): Promise<Acknowledgement> {
  const { acknowledgement, topics, freedProject } = await context.db.$transaction(async (tx) => {
    // Another node's command is as unknown as one that never was.
    const command = await tx.nodeCommand.findUnique({ where: { id: part.commandId, nodeId } });
    return recordOne(tx, context, command, part);
  });
  context.bus.publish(topics);
  if (freedProject !== undefined) await sendNext(context, freedProject);
  return acknowledgement;
}

interface Recorded {
  acknowledgement: Acknowledgement;
  topics: Topic[];
  /** Its slot may be free now. */
  freedProject: number | undefined;
}

async function recordOne(
  tx: Transaction,
  { log, clock }: Context,
  command: NodeCommand | null,
  { commandId, events }: CommandEvents,
): Promise<Recorded> {
  if (command === null) {
    // After a restored backup, say: acknowledged, or the node would send it for ever.
    const sequence = Math.max(0, ...events.map((event) => event.sequence));
    log.warn({ commandId, sequence }, 'events of an unknown command were dropped');
    return { acknowledgement: { commandId, sequence }, topics: [], freedProject: undefined };
  }
  const fresh = continuing(command.sequence, events);
  const sequence = command.sequence + fresh.length;
  const acknowledgement = { commandId, sequence };
  if (fresh.length === 0) return { acknowledgement, topics: [], freedProject: undefined };
  const finished = fresh.some(({ event }) => event.type === 'finished');
  await tx.nodeCommand.update({
    where: { id: commandId },
    data: { sequence, ...(finished ? { finishedAt: clock.now() } : {}) },
  });
  const said = fresh.map(({ event }) => event);
  const { deploymentId, projectId } = command;
  // Lines of output change nothing but the log itself.
  const isNews = said.some(({ type }) => type !== 'output');
  const topics: Topic[] = isNews ? [`project:${projectId}`] : [];
  if (deploymentId === null) return { acknowledgement, topics, freedProject: undefined };
  const freed = await recordDeploymentEvents(
    tx,
    { deploymentId, cancelAt: command.cancelAt },
    said,
    clock.now(),
  );
  topics.push(`deployment:${deploymentId}`);
  return { acknowledgement, topics, freedProject: freed ? projectId : undefined };
}
