import type { Context } from '../context.ts';

export interface NodeSummary {
  id: string;
  name: string;
  online: boolean;
  /** Null: it has joined and never connected. */
  lastSeenAt: Date | null;
  hostname: string;
  system: string;
  agentVersion: string;
  nixVersion: string;
  caddyVersion: string;
  serviceManager: string;
  toolchains: string;
  /** JSON of the last heartbeat: load, memory, disk, running releases. */
  lastHeartbeat: string | null;
  projectCount: number;
  /** Something about the node that somebody should look at. */
  warning: string | undefined;
}

/** From here on two processes are taken to share one identity; one takeover is a restart. */
const takeoversMax = 2;

/** Every node that was not removed, by name. */
export async function listNodes(context: Context): Promise<NodeSummary[]> {
  const { db, gateway } = context;
  const nodes = await db.node.findMany({
    where: { removedAt: null },
    orderBy: { name: 'asc' },
    omit: { sealingKey: true, instanceId: true, createdAt: true, removedAt: true },
    include: { _count: { select: { projects: { where: { deletedAt: null } } } } },
  });
  return nodes.map(({ _count, ...node }) => {
    const session = gateway.session(node.id);
    return {
      ...node,
      online: session !== undefined,
      lastSeenAt: session?.lastSeenAt ?? node.lastSeenAt,
      projectCount: _count.projects,
      warning: sharedIdentity(gateway.takeovers(node.id)),
    };
  });
}

/** The warning for a node whose stream goes to and fro between processes. */
export function sharedIdentity(takeovers: number): string | undefined {
  if (takeovers <= takeoversMax) return undefined;
  return 'Two agents use this identity and push each other out: revoke the node and join again';
}
