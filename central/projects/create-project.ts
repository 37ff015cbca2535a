import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { assertBranch, normalDomains, repositoryAddress, slugOf } from '../domain/project.ts';
import { assertWatchPaths } from '../domain/watched-changes.ts';
import { assertDomainsFree } from './domains.ts';
import { chooseNode } from './find-node.ts';
import { newWebhookSecret } from './webhook-secret.ts';

export interface NewProject {
  name: string;
  repositoryUrl: string;
  /** "owner/name" in webhooks; default: the end of the address. */
  repositoryName?: string | undefined;
  branch?: string | undefined;
  /** Name or id; default: the only node. */
  node?: string | undefined;
  domains?: readonly string[] | undefined;
  autoDeploy?: boolean | undefined;
  watchPaths?: readonly string[] | undefined;
  description?: string | undefined;
  actor: string;
}

/**
 * Makes a project. Its webhook secret is in the answer and then never again.
 *
 * @throws UserError project_name_invalid, project_exists, repository_url_invalid,
 *   repository_url_has_password, branch_invalid, domain_invalid, domain_taken,
 *   watch_path_invalid, node_not_found, node_required
 */
export async function createProject(
  context: Context,
  wish: NewProject,
): Promise<{ project: Project; webhookSecret: string }> {
  const slug = slugOf(wish.name);
  const repository = repositoryAddress(wish.repositoryUrl);
  const branch = wish.branch ?? 'main';
  assertBranch(branch);
  const domains = normalDomains(wish.domains ?? []);
  const watchPaths = wish.watchPaths ?? [];
  assertWatchPaths(watchPaths);
  const node = await chooseNode(context, wish.node);
  const { secret, sealed } = await newWebhookSecret(context);
  const project = await context.db.$transaction(async (tx) => {
    // Both checks within the transaction: two requests at once cannot both pass.
    if ((await tx.project.count({ where: { slug } })) > 0) throw projectExists(slug);
    await assertDomainsFree(tx, domains);
    const created = await tx.project.create({
      data: {
        slug,
        branch,
        repositoryUrl: repository.url,
        repositoryName: wish.repositoryName?.toLowerCase() ?? repository.name,
        domains: domains.join('\n'),
        autoDeploy: wish.autoDeploy ?? true,
        watchPaths: watchPaths.map((path) => path.trim()).join('\n'),
        description: wish.description ?? '',
        nodeId: node.id,
        webhookSecret: sealed,
      },
    });
    await tx.auditEntry.create({
      data: auditEntry({
        actor: wish.actor,
        action: 'project.create',
        target: slug,
        projectId: created.id,
      }),
    });
    return created;
  });
  return { project, webhookSecret: secret };
}

function projectExists(slug: string): UserError {
  return new UserError('project_exists', `There is a project '${slug}' already`, {
    hint: `Choose another name, or change it with PATCH /api/v1/projects/${slug}`,
  });
}
