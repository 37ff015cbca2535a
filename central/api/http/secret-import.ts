import { z } from 'zod';
import type { Context } from '../../context.ts';
import { findProject } from '../../projects/find-project.ts';
import { importSecrets, previewImport } from '../../secrets/import-secrets.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import { importPreviewSchema, secretsChangedSchema } from './schemas/secrets.ts';
import { applyParameter, nodeIdOf, nodeParameter, secretsChanged } from './secret-parameters.ts';

/** Everything that fits into a process, in JSON. */
const bodyMaxBytes = 8 * 1024 * 1024;
const text = z.string().describe('What stands in a .env file');

const preview = z.strictObject({ text, node: nodeParameter });
const wish = z.strictObject({
  text,
  node: nodeParameter,
  apply: applyParameter,
  remove: z.boolean().default(false).describe('Unset what is not in the text'),
});

export function secretImportRoutes(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/secrets/preview',
    bodyLimit: bodyMaxBytes,
    schema: {
      summary: 'What importing a .env text would change; names only',
      params: projectParams,
      body: preview,
      response: { 200: importPreviewSchema },
    },
    handler: async ({ params, body }) => {
      const { id: projectId } = await findProject(context, params.project);
      const nodeId = await nodeIdOf(context, body.node);
      return previewImport(context, { projectId, nodeId, text: body.text });
    },
  });
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/secrets/import',
    bodyLimit: bodyMaxBytes,
    schema: {
      summary: 'Import a .env text as one change; with any problem in it nothing is changed',
      params: projectParams,
      body: wish,
      response: { 200: secretsChangedSchema },
    },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { node, apply, ...body } = request.body;
      const project = await findProject(context, request.params.project);
      const nodeId = await nodeIdOf(context, node);
      const changed = await importSecrets(context, {
        ...body,
        projectId: project.id,
        nodeId,
        actor,
      });
      return secretsChanged(context, project, changed, { nodeId, apply, actor });
    },
  });
}
