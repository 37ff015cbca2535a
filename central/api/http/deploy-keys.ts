import { z } from 'zod';
import type { Context } from '../../context.ts';
import { createDeployKey, removeDeployKey } from '../../github/deploy-keys.ts';
import { findProject } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { projectParams as params } from './parameters.ts';
import { deployKeySchema } from './schemas/github.ts';

export function deployKeyRoutes(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/deploy-key',
    schema: {
      operationId: 'createProjectDeployKey',
      summary: 'Make a key pair for a private repository; one that was there counts no more',
      params,
      response: { 200: deployKeySchema },
    },
    handler: async (request) => {
      const project = await findProject(context, request.params.project);
      return createDeployKey(context, project, callerIn(request).actor);
    },
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project/deploy-key',
    schema: { summary: 'Remove the deploy key', params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const project = await findProject(context, request.params.project);
      await removeDeployKey(context, project, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}
