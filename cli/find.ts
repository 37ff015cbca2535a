import type { DeploymentDetail } from '../lib/api/openapi.ts';
import { UserError } from '../lib/user-error.ts';
import type { Central } from './api/client.ts';
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
  const { items: projects } = await central.get('/api/v1/projects', {
    params: { query: { limit: 20 } },
  });
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return only.slug;
  const hint =
    only === undefined
      ? 'There is none yet: "vpspilot projects create"'
      : `Name one of: ${projects.map(({ slug }) => slug).join(', ')}`;
  throw new UserError('usage', 'Which project?', { hint });
}

/** The address of a project, for what is no JSON. */
export function projectPath(project: string): string {
  return `/api/v1/projects/${encodeURIComponent(project)}`;
}

/** @throws ApiError deployment_not_found */
export function findDeployment(
  central: Central,
  project: string,
  number: number,
): Promise<DeploymentDetail> {
  return central.get('/api/v1/projects/{project}/deployments/{number}', {
    params: { path: { project, number } },
  });
}
