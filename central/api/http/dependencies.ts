import { z } from 'zod';
import type { Context } from '../../context.ts';
import { forgetDigest, listDigests } from '../../dependencies/digests.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';

const ecosystem = z.string().max(40).describe('Package manager: composer, pip, …');
const key = z.string().min(1).max(1_000).describe('As the deployment named it');

const digestSchema = z
  .object({
    ecosystem,
    key,
    sha256: z.string(),
    recordedBy: z.string().describe('Node that used it first'),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'DependencyDigest' });

export function dependencyRoutes(app: App, context: Context): void {
  list(app, context);
  forget(app, context);
}

function list(app: App, context: Context): void {
  const querystring = z.object({
    ecosystem: ecosystem.optional(),
    search: z.string().max(200).optional().describe('Part of the key'),
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
  });
  const summary = 'List what is recorded of packages whose lock file has no hash for them';
  app.route({
    method: 'GET',
    url: '/api/v1/dependencies',
    schema: { summary, querystring, response: { 200: z.object({ items: z.array(digestSchema) }) } },
    handler: async ({ query: { limit, ecosystem, search } }) => {
      const rows = await listDigests(context, {
        limit,
        ...(ecosystem === undefined ? {} : { ecosystem }),
        ...(search === undefined ? {} : { search }),
      });
      return { items: rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })) };
    },
  });
}

function forget(app: App, context: Context): void {
  const body = z.strictObject({ ecosystem, key });
  app.route({
    method: 'POST',
    url: '/api/v1/dependencies/forget',
    schema: {
      summary: 'Accept that a package has changed: its next use counts as the first',
      body,
      response: { 204: z.void() },
    },
    handler: async (request, reply) => {
      await forgetDigest(context, request.body, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}
