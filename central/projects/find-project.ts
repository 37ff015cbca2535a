import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

/**
 * Finds a project by slug or id.
 *
 * @throws UserError project_not_found
 */
export async function findProject(context: Context, slugOrId: string): Promise<Project> {
  const isId = /^\d{1,9}$/.test(slugOrId);
  const project = await context.db.project.findFirst({
    where: {
      deletedAt: null,
      ...(isId ? { id: Number(slugOrId) } : { slug: slugOrId.toLowerCase() }),
    },
  });
  if (project !== null) return project;
  throw projectNotFound(slugOrId);
}

/** Said of a project that is not there, and of one that the caller may not see. */
export function projectNotFound(slugOrId: string): UserError {
  return new UserError('project_not_found', `There is no project '${slugOrId.slice(0, 60)}'`, {
    hint: 'vpspilot projects list shows yours',
  });
}
