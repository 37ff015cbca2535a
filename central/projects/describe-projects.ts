import type { DeployKey, Deployment, Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { addressesOf } from '../domain/addresses.ts';
import { domainList } from '../domain/project.ts';
import { type ProjectStatus, projectStatus } from '../domain/project-status.ts';
import { oneOf } from '../domain/sql-conditions.ts';

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
  const deployments = await newestAndLive(
    db,
    projects.map(({ id }) => id),
  );
  const deployKeys = await db.deployKey.findMany({
    where: { projectId },
    select: { projectId: true, publicKey: true, fingerprint: true },
  });
  const connections = await db.githubConnection.findMany({ select: { id: true, name: true } });
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    live: byProject(deployments.filter(({ state }) => state === 'live')),
    latest: byProject(deployments),
    deployKeys: new Map(
      deployKeys.map(({ projectId: id, publicKey, fingerprint }) => [
        id,
        { publicKey, fingerprint },
      ]),
    ),
    connections: new Map(connections.map(({ id, name }) => [id, name])),
  };
}

/** In the order of their numbers; one that is both, as most are, is read once. */
async function newestAndLive(db: Context['db'], ids: readonly number[]): Promise<Deployment[]> {
  const newest = oneOf('p."id"', ids);
  const live = oneOf('"project_id"', ids);
  const found = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT d."id" FROM "projects" p JOIN "deployments" d
      ON d."project_id" = p."id" AND d."number" = p."last_number" WHERE ${newest.sql}
    UNION SELECT "id" FROM "deployments" WHERE ${live.sql} AND "state" = 'live'`,
    ...newest.values,
    ...live.values,
  );
  return db.deployment.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: { number: 'asc' },
  });
}

/** The last one of each project. */
function byProject(deployments: readonly Deployment[]): Map<number, Deployment> {
  return new Map(deployments.map((row) => [row.projectId, row]));
}
