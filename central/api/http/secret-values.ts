import { z } from 'zod';
import type { Context } from '../../context.ts';
import { findProject } from '../../projects/find-project.ts';
import { exportSecrets, revealSecret } from '../../secrets/reveal-secrets.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import { nodeIdOf, nodeParameter } from './secret-parameters.ts';

const version = z.number().int().min(1).optional();

/** The only routes that answer with what is kept secret; nobody on the way may keep it. */
export function secretValueRoutes(app: App, context: Context): void {
  reveal(app, context);
  exportAll(app, context);
}

function reveal(app: App, context: Context): void {
  const params = projectParams.extend({ key: z.string().max(200) });
  const body = z
    .strictObject({
      node: nodeParameter,
      version: version.describe('As it was at this version of the environment; default: now'),
    })
    .nullish();
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/secrets/:key/reveal',
    schema: {
      summary: 'Show the value of one secret; written to the audit log',
      params,
      body,
      response: { 200: z.object({ value: z.string() }) },
    },
    handler: async (request, reply) => {
      const { project, key } = request.params;
      const { id: projectId } = await findProject(context, project);
      const value = await revealSecret(context, {
        ...{ projectId, key },
        nodeId: await nodeIdOf(context, request.body?.node),
        version: request.body?.version,
        actor: callerIn(request).actor,
      });
      return reply.header('cache-control', 'no-store').send({ value });
    },
  });
}

function exportAll(app: App, context: Context): void {
  const body = z
    .strictObject({
      node: z
        .string()
        .max(100)
        .optional()
        .describe('Name or id: as this node gets them; default: what is set for every node'),
    })
    .nullish();
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/secrets/export',
    schema: {
      summary: 'All values as the text of a .env file; written to the audit log',
      params: projectParams,
      body,
      response: { 200: z.object({ text: z.string() }) },
    },
    handler: async (request, reply) => {
      const { id: projectId } = await findProject(context, request.params.project);
      const text = await exportSecrets(context, {
        projectId,
        nodeId: await nodeIdOf(context, request.body?.node),
        actor: callerIn(request).actor,
      });
      return reply.header('cache-control', 'no-store').send({ text });
    },
  });
}
