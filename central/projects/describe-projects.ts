import type { DeployKey, Deployment, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { addressesOf } from '../domain/addresses.ts';
import { domainList } from '../domain/project.ts';
import { type ProjectStatus, projectStatus } from '../domain/project-status.ts';

export interface ProjectWithState {
  project: Project;
  node: { id: string; name: string; connected: boolean };
  status: ProjectStatus;
  /** URLs of its domains. */
  addresses: string[];
  githubConnection: string | null;
  deployKey: Pick<DeployKey, 'publicKey' | 'fingerprint'> | undefined;
  /** Has the traffic. */
  live: Deployment | undefined;
  latest: Deployment | undefined;
}

/** Projects with their nodes and newest deployments, with the same few queries for one and for many. */
export async function describeProjects(
  { db, gateway }: Context,
  projects: readonly Project[],
): Promise<ProjectWithState[]> {
  const related = await relatedTo(db, projects);
  return projects.map((project) => {
    const { id, nodeId, domains, githubConnectionId } = project;
    const node = related.nodes.get(nodeId);
    if (node === undefined) throw new Error('a project always has a node');
    const connected = gateway.session(nodeId) !== undefined;
    const live = related.live.get(id);
    const latest = related.latest.get(id);
    const facts = { isNodeOnline: connected, isLive: live !== undefined, latest: latest?.state };
    return {
      ...{ project, live, latest },
      node: { id: nodeId, name: node.name, connected },
      status: projectStatus(facts),
      addresses: addressesOf(domainList(domains), node),
      githubConnection: related.connections.get(githubConnectionId ?? 0) ?? null,
      deployKey: related.deployKeys.get(id),
    };
  });
}

async function relatedTo(db: Context['db'], projects: readonly Project[]) {
  const projectId = { in: projects.map((project) => project.id) };
  const nodes = await db.node.findMany({
    where: { id: { in: [...new Set(projects.map((project) => project.nodeId))] } },
    select: { id: true, name: true, httpPort: true, httpsPort: true },
  });
  const live = await db.deployment.findMany({
    where: { projectId, state: 'live' },
    orderBy: { number: 'asc' },
  });
  const latest = await db.deployment.findMany({
    where: {
      OR: projects.map(({ id, lastNumber: number }) => ({ projectId: id, number })),
    },
  });
  const deployKeys = await db.deployKey.findMany({
    where: { projectId },
    select: { projectId: true, publicKey: true, fingerprint: true },
  });
  const connections = await db.githubConnection.findMany({ select: { id: true, name: true } });
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    live: new Map(live.map((row) => [row.projectId, row])),
    latest: new Map(latest.map((row) => [row.projectId, row])),
    deployKeys: new Map(
      deployKeys.map(({ projectId: id, publicKey, fingerprint }) => [
        id,
        { publicKey, fingerprint },
      ]),
    ),
    connections: new Map(connections.map(({ id, name }) => [id, name])),
  };
}
