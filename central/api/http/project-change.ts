import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Project } from '../../../prisma/client/client.ts';
import type { Context } from '../../context.ts';
import { applyChange } from '../../projects/apply-change.ts';
import { deleteProject } from '../../projects/delete-project.ts';
import { findProject } from '../../projects/find-project.ts';
import { type ProjectChange, updateProject } from '../../projects/update-project.ts';
import { callerIn, requirePermission } from './access.ts';
import type { App } from './app.ts';
import { deploymentView } from './deployment-view.ts';
import { projectParams } from './parameters.ts';
import { showProject } from './project-view.ts';
import { projectWishes, repositoryUrl } from './project-wishes.ts';
import { deploymentSchema } from './schemas/deployments.ts';
import { projectSchema } from './schemas/projects.ts';

const projectChange = z.strictObject({
  ...projectWishes,
  repositoryUrl: repositoryUrl.optional(),
  githubConnection: z
    .string()
    .max(100)
    .nullable()
    .optional()
    .describe('Name of the connection with which it is fetched and reported; null: none'),
  node: z
    .string()
    .max(100)
    .optional()
    .describe('Name or id of another node; only before the first deployment'),
  apply: z.boolean().default(true).describe('Bring changed domains to the node at once'),
});

export function projectChangeRoutes(app: App, context: Context): void {
  change(app, context);
  remove(app, context);
}

function change(app: App, context: Context): void {
  const response = {
    200: z.object({ project: projectSchema, deployment: deploymentSchema.nullable() }),
  };
  app.route({
    method: 'PATCH',
    url: '/api/v1/projects/:project',
    schema: { summary: 'Change a project', params: projectParams, body: projectChange, response },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { apply, ...wish } = request.body;
      const before = await findProject(context, request.params.project);
      assertMayUse(request, before, wish);
      const project = await updateProject(context, before, wish, actor);
      const isNews = apply && project.domains !== before.domains;
      const deployment = isNews ? await applyChange(context, project.id, actor) : undefined;
      return {
        project: await showProject(app, context, project),
        deployment: deployment === undefined ? null : deploymentView(deployment, project),
      };
    },
  });
}

/**
 * A connection may reach more repositories than this project's, and a node runs other projects: who
 * gives them to the project, or points the connection at another repository, needs the right to see
 * them.
 */
function assertMayUse(
  request: FastifyRequest,
  before: Project,
  { githubConnection, repositoryUrl: url, repositoryName: name, node }: ProjectChange,
): void {
  const isGiven = typeof githubConnection === 'string';
  const isKept = before.githubConnectionId !== null && githubConnection === undefined;
  const isOther =
    (url ?? before.repositoryUrl) !== before.repositoryUrl ||
    (name ?? before.repositoryName).toLowerCase() !== before.repositoryName;
  if (isGiven || (isKept && isOther)) requirePermission(callerIn(request), 'github.read', null);
  if (node !== undefined) requirePermission(callerIn(request), 'nodes.read', null);
}

function remove(app: App, context: Context): void {
  const summary = 'Delete a project, its secrets and everything its node keeps of it';
  const body = z
    .strictObject({ confirm: z.string().max(100).describe("The project's slug, typed by hand") })
    .nullish();
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project',
    schema: { summary, params: projectParams, body, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const project = await findProject(context, request.params.project);
      const confirmed = request.body?.confirm;
      if (confirmed !== undefined && confirmed !== project.slug) {
        throw new UserError('confirmation_wrong', `This is not the name of ${project.slug}`, {
          hint: 'Nothing was deleted',
        });
      }
      await deleteProject(context, project, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}
