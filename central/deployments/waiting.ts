import type { Deployment } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

/** What a queued deployment waits for, as a sentence; undefined when it does not wait. */
export async function waitingFor(
  { db, gateway }: Context,
  deployment: Pick<Deployment, 'projectId' | 'nodeId' | 'number' | 'state' | 'sentAt'>,
): Promise<string | undefined> {
  const { state, nodeId, projectId, number, sentAt } = deployment;
  if (state !== 'queued') return undefined;
  if (gateway.session(nodeId) === undefined) {
    const node = await db.node.findUniqueOrThrow({ where: { id: nodeId } });
    const since = node.lastSeenAt?.toISOString();
    const offline = since === undefined ? 'which has never connected' : `offline since ${since}`;
    return `Waiting for node ${node.name}, ${offline}`;
  }
  if (sentAt !== null) return 'Waiting for the node to begin';
  const before = await db.deployment.findFirst({
    where: { projectId, number: { lt: number }, state: { in: ['queued', 'running'] } },
    select: { number: true },
    orderBy: { number: 'desc' },
  });
  return before === null ? undefined : `Waiting for deployment ${before.number}`;
}
