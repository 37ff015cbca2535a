import type { Prisma } from '../../prisma/client/client.ts';
import type { Context, Database } from '../context.ts';
import { heartbeatJson, type NodeMeasures, readHeartbeat } from './last-heartbeat.ts';

export interface NodeSummary {
  id: string;
  name: string;
  online: boolean;
  /** Of the present connection. */
  connectedSince: Date | undefined;
  /** Null: it has joined and never connected. */
  lastSeenAt: Date | null;
  hostname: string;
  /** Where its agent connects from; empty: never connected. */
  address: string;
  system: string;
  agentVersion: string;
  nixVersion: string;
  caddyVersion: string;
  serviceManager: string;
  toolchains: string;
  /** JSON of the last heartbeat: load, memory, disk, running releases. */
  lastHeartbeat: string | null;
  heartbeat: NodeMeasures | undefined;
  /** What runs there, as last told; projects by their slug. */
  releases: { project: string; release: number; healthy: boolean }[];
  /** End of its newest certificate; null: all are revoked. */
  certificateNotAfter: Date | null;
  projectCount: number;
  /** Something about the node that somebody should look at. */
  warning: string | undefined;
}

/** From here on two processes are taken to share one identity; one takeover is a restart. */
const takeoversMax = 2;

/** Every node that was not removed, by name, or the one of this id. */
export async function listNodes(
  context: Context,
  where: { id?: string } = {},
): Promise<NodeSummary[]> {
  const { db, gateway } = context;
  const nodes = await db.node.findMany({
    where: { ...where, removedAt: null },
    orderBy: { name: 'asc' },
    omit: { sealingKey: true, instanceId: true, createdAt: true, removedAt: true },
    include: {
      _count: { select: { projects: { where: { deletedAt: null } } } },
      certificates: {
        where: { revokedAt: null },
        orderBy: { notAfter: 'desc' },
        take: 1,
        select: { notAfter: true },
      },
    },
  });
  const heartbeats = nodes.map((node) => {
    const fresh = gateway.session(node.id)?.heartbeat;
    const json = fresh === undefined ? node.lastHeartbeat : heartbeatJson(fresh);
    return { json, heartbeat: readHeartbeat(json) };
  });
  const slugs = await slugsOf(db, heartbeats);
  return nodes.map(({ _count, certificates, ...node }, index) => {
    const session = gateway.session(node.id);
    const { json = null, heartbeat } = heartbeats[index] ?? {};
    return {
      ...node,
      online: session !== undefined,
      connectedSince: session?.connectedAt,
      lastSeenAt: session?.lastSeenAt ?? node.lastSeenAt,
      lastHeartbeat: json,
      heartbeat,
      releases: namedReleases(heartbeat, slugs),
      certificateNotAfter: certificates[0]?.notAfter ?? null,
      projectCount: _count.projects,
      warning: sharedIdentity(gateway.takeovers(node.id)),
    };
  });
}

/** Slugs of all projects that some node runs, by id: one question for all nodes. */
async function slugsOf(
  db: Database,
  nodes: readonly { heartbeat: NodeMeasures | undefined }[],
): Promise<Map<number, string>> {
  const ids = nodes.flatMap(({ heartbeat }) => heartbeat?.releases ?? []);
  const where: Prisma.ProjectWhereInput = {
    id: { in: ids.map(({ projectId }) => projectId) },
    deletedAt: null,
  };
  const projects = await db.project.findMany({ where, select: { id: true, slug: true } });
  return new Map(projects.map(({ id, slug }) => [id, slug]));
}

function namedReleases(heartbeat: NodeMeasures | undefined, slugs: ReadonlyMap<number, string>) {
  return (heartbeat?.releases ?? []).flatMap(({ projectId, release, healthy }) => {
    const project = slugs.get(projectId);
    return project === undefined ? [] : [{ project, release, healthy }];
  });
}

/** The warning for a node whose stream goes to and fro between processes. */
export function sharedIdentity(takeovers: number): string | undefined {
  if (takeovers <= takeoversMax) return undefined;
  return 'Two agents use this identity and push each other out: revoke the node and join again';
}
