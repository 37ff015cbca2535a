import { UserError } from '../lib/user-error.ts';
import type { Central } from './api/client.ts';
import type { Deployment, Project } from './api/types.ts';
import type { Io } from './io.ts';

/**
 * Slug of the project a command is about: the argument, VPSPILOT_PROJECT, or the only one there is.
 *
 * @throws UserError usage
 */
export async function chooseProject(
  io: Io,
  central: Central,
  given: string | undefined,
): Promise<string> {
  const named = given ?? io.env['VPSPILOT_PROJECT'];
  if (named) return named;
  const projects = await central.list<Project>('/api/v1/projects', 20);
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return only.slug;
  const hint =
    only === undefined
      ? 'There is none yet: "vpspilot projects create"'
      : `Name one of: ${projects.map(({ slug }) => slug).join(', ')}`;
  throw new UserError('usage', 'Which project?', { hint });
}

export function projectPath(project: string): string {
  return `/api/v1/projects/${encodeURIComponent(project)}`;
}

/** @throws UserError deployment_not_found */
export async function findDeployment(
  central: Central,
  project: string,
  number: number,
): Promise<Deployment> {
  // The list is newest first, from below the cursor: its first entry is the one, if it is there.
  const path = `${projectPath(project)}/deployments?limit=1&cursor=${number + 1}`;
  const { items } = await central.get<{ items: Deployment[] }>(path);
  const [found] = items;
  if (found?.number === number) return found;
  throw new UserError('deployment_not_found', `${project} has no deployment ${number}`, {
    hint: `"vpspilot deployments ${project}" lists them`,
  });
}
