import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { removeProject } from '../deployments/remove-project.ts';

/**
 * Deletes a project: its node removes what it keeps of it, its secrets are gone, its history stays.
 *
 * @throws UserError project_not_found
 */
export async function deleteProject(
  context: Context,
  { id: projectId }: Project,
  actor: string,
): Promise<void> {
  await removeProject(context, projectId, actor);
  await context.db.secretVersion.deleteMany({ where: { projectId } });
}
