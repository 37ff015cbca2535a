import { z } from 'zod';
import type { Context } from '../../context.ts';
import {
  type ConnectionSummary,
  createConnection,
  findConnection,
  listConnections,
  removeConnection,
} from '../../github/connections.ts';
import { testConnection } from '../../github/test-connection.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { outcomeView } from './channel-view.ts';
import { publicUrl } from './public-url.ts';
import { connectionSchema, connectionTestSchema, connectionWishSchema } from './schemas/github.ts';

const params = z.object({ connection: z.string().max(100).describe('Name or id') });

export function githubRoutes(app: App, context: Context): void {
  list(app, context);
  create(app, context);
  remove(app, context);
  test(app, context);
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(connectionSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/github/connections',
    schema: { summary: 'List GitHub connections', response },
    handler: async () => {
      const summaries = await listConnections(context);
      return { items: summaries.map((summary) => connectionView(app, context, summary)) };
    },
  });
}

function create(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/github/connections',
    schema: {
      summary: 'Add a GitHub App or a token',
      body: connectionWishSchema,
      response: { 201: connectionSchema },
    },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const connection = await createConnection(context, { ...request.body, actor });
      const summary = { connection, projects: [], lastReport: undefined };
      return reply.code(201).send(connectionView(app, context, summary));
    },
  });
}

function remove(app: App, context: Context): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/github/connections/:connection',
    schema: { summary: 'Remove a GitHub connection', params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await removeConnection(context, request.params.connection, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}

function test(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/github/connections/:connection/test',
    schema: {
      summary: 'Ask GitHub who this is and what it may do',
      params,
      response: { 200: connectionTestSchema },
    },
    handler: async ({ params: { connection } }) =>
      testConnection(context, await findConnection(context, connection)),
  });
}

function connectionView(
  app: App,
  context: Context,
  { connection, projects, lastReport }: ConnectionSummary,
): z.input<typeof connectionSchema> {
  const { id, name, apiUrl, appId, createdBy, webhookSecret } = connection;
  return {
    ...{ id, name, apiUrl, appId, createdBy, projects },
    kind: connection.kind as 'app' | 'token',
    credential: connection.credentialMask,
    webhookUrl: webhookSecret === null ? null : `${publicUrl(context, app)}/webhooks/github`,
    createdAt: connection.createdAt.toISOString(),
    lastReport: lastReport === undefined ? null : outcomeView(lastReport),
  };
}
