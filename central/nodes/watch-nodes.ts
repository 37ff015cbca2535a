import type { Node, NodeCertificate } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import {
  conditionsOf,
  type NodeCondition,
  type NodeFacts,
  readConditions,
} from '../domain/node-conditions.ts';
import type { NotificationEvent } from '../notifications/events.ts';
import { raiseEvent } from '../notifications/raise-event.ts';
import { readHeartbeat } from './last-heartbeat.ts';

type WatchedNode = Node & { certificates: Pick<NodeCertificate, 'createdAt' | 'notAfter'>[] };

/** Looks at every node, and tells what has begun or ended. One question for all of them. */
export async function watchNodes(context: Context, watchedSince: Date): Promise<void> {
  const nodes = await context.db.node.findMany({
    where: { removedAt: null },
    include: {
      certificates: {
        where: { revokedAt: null },
        orderBy: { notAfter: 'desc' },
        take: 1,
        select: { createdAt: true, notAfter: true },
      },
    },
  });
  for (const node of nodes) await watchNode(context, node, factsOf(context, node, watchedSince));
}

function factsOf({ gateway, clock }: Context, node: WatchedNode, watchedSince: Date): NodeFacts {
  const session = gateway.session(node.id);
  return {
    now: clock.now(),
    isConnected: session !== undefined,
    lastSeenAt: session?.lastSeenAt ?? node.lastSeenAt,
    watchedSince,
    disk: diskOf(session?.heartbeat ?? readHeartbeat(node.lastHeartbeat)),
    certificate: node.certificates[0],
  };
}

function diskOf(
  said: { diskTotalBytes: number | bigint; diskAvailableBytes: number | bigint } | undefined,
) {
  if (said === undefined) return undefined;
  const { diskTotalBytes, diskAvailableBytes } = said;
  return { totalBytes: Number(diskTotalBytes), availableBytes: Number(diskAvailableBytes) };
}

async function watchNode(context: Context, node: WatchedNode, facts: NodeFacts): Promise<void> {
  const before = readConditions(node.conditions);
  const now = conditionsOf(facts, before);
  const events = [
    ...[...now]
      .filter((one) => !before.has(one))
      .flatMap((condition) => begun(condition, node, facts)),
    ...(before.has('offline') && !now.has('offline') ? [backAgain(node)] : []),
  ];
  const conditions = JSON.stringify([...now]);
  if (conditions === JSON.stringify([...before])) return;
  await context.db.$transaction(async (tx) => {
    await tx.node.update({ where: { id: node.id }, data: { conditions } });
    for (const event of events) await raiseEvent(context, event, { tx });
  });
  context.log.info({ node: node.name, conditions: [...now] }, 'the conditions of a node changed');
  context.bus.publish([`node:${node.id}`]);
}

function begun(
  condition: NodeCondition,
  { id: nodeId, name, lastSeenAt }: WatchedNode,
  { disk, certificate }: NodeFacts,
): NotificationEvent[] {
  if (condition === 'offline') {
    return [{ event: 'node_offline', nodeId, since: lastSeenAt ?? undefined }];
  }
  if (condition === 'disk_low') {
    return disk === undefined ? [] : [{ event: 'disk_low', nodeId, ...disk }];
  }
  if (certificate === undefined) return [];
  const { notAfter } = certificate;
  return [{ event: 'certificate_expiring', nodeId, name: `the node ${name}`, notAfter }];
}

function backAgain({ id: nodeId }: WatchedNode): NotificationEvent {
  return { event: 'node_online', nodeId };
}
