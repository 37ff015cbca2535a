import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { assertBranch, normalDomains, repositoryAddress } from '../domain/project.ts';
import { assertDomainsFree } from './domains.ts';

export interface ProjectChange {
  repositoryUrl?: string | undefined;
  repositoryName?: string | undefined;
  branch?: string | undefined;
  domains?: readonly string[] | undefined;
  autoDeploy?: boolean | undefined;
}

/**
 * Changes a project. What its node must know (domains) reaches it with the next deployment.
 *
 * @throws UserError repository_url_invalid, repository_url_has_password, branch_invalid,
 *   domain_invalid, domain_taken
 */
export async function updateProject(
  context: Context,
  project: Project,
  change: ProjectChange,
  actor: string,
): Promise<Project> {
  const data = changedColumns(change);
  const domains = data.domains?.split('\n') ?? [];
  return context.db.$transaction(async (tx) => {
    await assertDomainsFree(
      tx,
      domains.filter((domain) => domain !== ''),
      project.id,
    );
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
  const repositoryName = change.repositoryName?.toLowerCase() ?? repository?.name;
  if (change.branch !== undefined) assertBranch(change.branch);
  return {
    ...(repository === undefined ? {} : { repositoryUrl: repository.url }),
    ...(repositoryName === undefined ? {} : { repositoryName }),
    ...(change.branch === undefined ? {} : { branch: change.branch }),
    ...(change.domains === undefined ? {} : { domains: normalDomains(change.domains).join('\n') }),
    ...(change.autoDeploy === undefined ? {} : { autoDeploy: change.autoDeploy }),
  };
}
