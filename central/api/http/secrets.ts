import { z } from 'zod';
import type { Context } from '../../context.ts';
import { applyChange } from '../../projects/apply-change.ts';
import { findNode } from '../../projects/find-node.ts';
import { findProject } from '../../projects/find-project.ts';
import { changeSecrets } from '../../secrets/change-secrets.ts';
import { listSecrets } from '../../secrets/list-secrets.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import { deploymentSchema, secretSchema } from './schemas.ts';
import { deploymentView, secretView } from './views.ts';

/** A megabyte of values may need six bytes for each in JSON. */
const bodyMaxBytes = 8 * 1024 * 1024;
const keysMax = 1000;

const secretChange = z.strictObject({
  set: z
    .record(z.string(), z.string())
    .refine((values) => Object.keys(values).length <= keysMax, `at most ${keysMax} keys at once`)
    .optional(),
  unset: z.array(z.string()).max(keysMax).optional(),
  node: z.string().optional().describe('Name or id: only for this node; default: for every node'),
  apply: z.boolean().default(true).describe('Start the live release again with it, at once'),
});

export function secretRoutes(app: App, context: Context): void {
  list(app, context);
  change(app, context);
}

function list(app: App, context: Context): void {
  const response = {
    200: z.object({ environmentVersion: z.number().int(), items: z.array(secretSchema) }),
  };
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/secrets',
    schema: { summary: 'List secrets, never their values', params: projectParams, response },
    handler: async ({ params }) => {
      const { id, environmentVersion } = await findProject(context, params.project);
      const secrets = await listSecrets(context, id);
      return { environmentVersion, items: secrets.map(secretView) };
    },
  });
}

function change(app: App, context: Context): void {
  const response = {
    200: z.object({
      environmentVersion: z.number().int(),
      deployment: deploymentSchema.nullable().describe('null: nothing is live, or apply was false'),
    }),
  };
  app.route({
    method: 'PATCH',
    url: '/api/v1/projects/:project/secrets',
    bodyLimit: bodyMaxBytes,
    schema: {
      summary: 'Set and unset secrets as one change',
      params: projectParams,
      body: secretChange,
      response,
    },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { node: nodeName, apply, set, unset } = request.body;
      const project = await findProject(context, request.params.project);
      const node = nodeName === undefined ? undefined : await findNode(context, nodeName);
      const { version } = await changeSecrets(context, {
        projectId: project.id,
        nodeId: node?.id,
        actor,
        ...(set === undefined ? {} : { set }),
        ...(unset === undefined ? {} : { unset }),
      });
      const isConcerned = apply && (node === undefined || node.id === project.nodeId);
      const deployment = isConcerned ? await applyChange(context, project.id, actor) : undefined;
      return {
        environmentVersion: version,
        deployment: deployment === undefined ? null : deploymentView(deployment, project),
      };
    },
  });
}
