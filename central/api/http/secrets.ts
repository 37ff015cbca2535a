import { z } from 'zod';
import type { Context } from '../../context.ts';
import { mayIn } from '../../domain/rights.ts';
import { findProject } from '../../projects/find-project.ts';
import { changeSecrets } from '../../secrets/change-secrets.ts';
import { describeSecrets } from '../../secrets/describe-secrets.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import { secretKind, secretListSchema, secretsChangedSchema } from './schemas/secrets.ts';
import { secretHistoryRoutes } from './secret-history.ts';
import { secretImportRoutes } from './secret-import.ts';
import { applyParameter, nodeIdOf, nodeParameter, secretsChanged } from './secret-parameters.ts';
import { secretValueRoutes } from './secret-values.ts';
import { secretListView } from './secret-view.ts';

/** A megabyte of values may need six bytes for each in JSON. */
const bodyMaxBytes = 8 * 1024 * 1024;
const keysMax = 1000;
const noteMax = 1000;

function byKey<T extends z.ZodType>(value: T) {
  return z
    .record(z.string(), value)
    .refine((values) => Object.keys(values).length <= keysMax, `at most ${keysMax} keys at once`)
    .optional();
}

const secretChange = z.strictObject({
  set: byKey(z.string()),
  unset: z.array(z.string()).max(keysMax).optional(),
  kind: byKey(secretKind).describe('New secrets are sensitive; to show one needs secrets.reveal'),
  remindAt: byKey(z.iso.datetime({ offset: true }).nullable()).describe(
    'When somebody shall be told to renew it; null: never',
  ),
  note: byKey(z.string().max(noteMax)),
  node: nodeParameter,
  apply: applyParameter,
});

export function secretRoutes(app: App, context: Context): void {
  list(app, context);
  change(app, context);
  secretImportRoutes(app, context);
  secretValueRoutes(app, context);
  secretHistoryRoutes(app, context);
}

function list(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/secrets',
    schema: {
      summary: 'List secrets with what the config file asks for; sensitive values are not shown',
      params: projectParams,
      response: { 200: secretListSchema },
    },
    handler: async ({ params }) => {
      const project = await findProject(context, params.project);
      return secretListView(await describeSecrets(context, project));
    },
  });
}

function change(app: App, context: Context): void {
  app.route({
    method: 'PATCH',
    url: '/api/v1/projects/:project/secrets',
    bodyLimit: bodyMaxBytes,
    schema: {
      summary: 'Set and unset secrets, and what is said of them, as one change',
      params: projectParams,
      body: secretChange,
      response: { 200: secretsChangedSchema },
    },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { node, apply, ...wish } = request.body;
      const project = await findProject(context, request.params.project);
      const nodeId = await nodeIdOf(context, node);
      const changed = await changeSecrets(context, {
        ...wish,
        projectId: project.id,
        nodeId,
        actor,
        mayReveal: mayIn(callerIn(request), 'secrets.reveal', project.id),
      });
      return secretsChanged(context, project, changed, { nodeId, apply, actor });
    },
  });
}
