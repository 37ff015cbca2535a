import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context, Transaction } from '../context.ts';
import { assertBranch, normalDomains, repositoryAddress } from '../domain/project.ts';
import { assertWatchPaths } from '../domain/watched-changes.ts';
import { assertDomainsFree } from './domains.ts';
import { findNode } from './find-node.ts';

export interface ProjectChange {
  repositoryUrl?: string | undefined;
  repositoryName?: string | undefined;
  branch?: string | undefined;
  domains?: readonly string[] | undefined;
  autoDeploy?: boolean | undefined;
  watchPaths?: readonly string[] | undefined;
  description?: string | undefined;
  /** Name of a connection; null: none. */
  githubConnection?: string | null | undefined;
  /** Name or id; only before the first deployment. */
  node?: string | undefined;
}

/**
 * Changes a project. What its node must know (domains) reaches it with the next deployment.
 *
 * @throws UserError repository_url_invalid, repository_url_has_password, branch_invalid,
 *   domain_invalid, domain_taken, watch_path_invalid, node_not_found, project_has_releases,
 *   github_connection_not_found
 */
export async function updateProject(
  context: Context,
  project: Project,
  change: ProjectChange,
  actor: string,
): Promise<Project> {
  const data = { ...changedColumns(change), ...(await changedRelations(context, change)) };
  const domains = data.domains?.split('\n') ?? [];
  return context.db.$transaction(async (tx) => {
    await assertDomainsFree(
      tx,
      domains.filter((domain) => domain !== ''),
      project.id,
    );
    if (data.nodeId !== undefined && data.nodeId !== project.nodeId) {
      await assertNothingDeployed(tx, project);
    }
    const updated = await tx.project.update({ where: { id: project.id }, data });
    await tx.auditEntry.create({
      data: auditEntry({
        actor,
        action: 'project.update',
        target: project.slug,
        projectId: project.id,
        detail: JSON.stringify(data),
      }),
    });
    return updated;
  });
}

function changedColumns(change: ProjectChange) {
  const repository =
    change.repositoryUrl === undefined ? undefined : repositoryAddress(change.repositoryUrl);
  const { branch, domains, autoDeploy, watchPaths, description } = change;
  if (branch !== undefined) assertBranch(branch);
  if (watchPaths !== undefined) assertWatchPaths(watchPaths);
  return present({
    repositoryUrl: repository?.url,
    repositoryName: change.repositoryName?.toLowerCase() ?? repository?.name,
    branch,
    domains: domains === undefined ? undefined : normalDomains(domains).join('\n'),
    autoDeploy,
    watchPaths: watchPaths?.map((path) => path.trim()).join('\n'),
    description,
  });
}

async function changedRelations(context: Context, { node, githubConnection }: ProjectChange) {
  return present({
    nodeId: node === undefined ? undefined : (await findNode(context, node)).id,
    githubConnectionId:
      typeof githubConnection === 'string'
        ? await connectionId(context, githubConnection)
        : githubConnection,
  });
}

/** Without what is undefined. */
function present<T extends object>(columns: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

async function connectionId({ db }: Context, name: string): Promise<number> {
  const connection = await db.githubConnection.findUnique({ where: { name } });
  if (connection !== null) return connection.id;
  throw new UserError(
    'github_connection_not_found',
    `There is no GitHub connection '${name.slice(0, 60)}'`,
    { hint: 'GET /api/v1/github/connections lists them' },
  );
}

/** A node keeps releases, folders and accounts of a project: it does not move by itself. */
async function assertNothingDeployed(tx: Transaction, { id, slug }: Project): Promise<void> {
  const deployments = await tx.deployment.count({
    where: { projectId: id, OR: [{ sentAt: { not: null } }, { state: 'queued' }] },
  });
  if (deployments === 0) return;
  throw new UserError('project_has_releases', `${slug} has been deployed to its node already`, {
    hint: 'Create a project of another name on the other node, and delete this one when it is live',
  });
}
