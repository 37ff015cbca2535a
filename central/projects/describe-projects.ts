import type { Deployment, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { addressesOf } from '../domain/addresses.ts';
import { domainList } from '../domain/project.ts';

export interface ProjectWithState {
  project: Project;
  node: { id: string; name: string; connected: boolean };
  /** URLs of its domains. */
  addresses: string[];
  /** Has the traffic. */
  live: Deployment | undefined;
  latest: Deployment | undefined;
}

/** Projects with their nodes and newest deployments, with the same few queries for one and for many. */
export async function describeProjects(
  { db, gateway }: Context,
  projects: readonly Project[],
): Promise<ProjectWithState[]> {
  const nodes = await db.node.findMany({
    where: { id: { in: [...new Set(projects.map((project) => project.nodeId))] } },
    select: { id: true, name: true, httpPort: true, httpsPort: true },
  });
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const projectId = { in: projects.map((project) => project.id) };
  const live = await db.deployment.findMany({
    where: { projectId, state: 'live' },
    orderBy: { number: 'asc' },
  });
  const newest = await db.deployment.groupBy({
    by: ['projectId'],
    where: { projectId },
    _max: { number: true },
  });
  const latest = await db.deployment.findMany({
    where: {
      OR: newest.map((row) => ({ projectId: row.projectId, number: row._max.number ?? 0 })),
    },
  });
  const liveOf = new Map(live.map((row) => [row.projectId, row]));
  const latestOf = new Map(latest.map((row) => [row.projectId, row]));
  return projects.map((project) => {
    const { id, nodeId, domains } = project;
    const node = nodeOf.get(nodeId);
    if (node === undefined) throw new Error('a project always has a node');
    return {
      project,
      node: { id: nodeId, name: node.name, connected: gateway.session(nodeId) !== undefined },
      addresses: addressesOf(domainList(domains), node),
      live: liveOf.get(id),
      latest: latestOf.get(id),
    };
  });
}
