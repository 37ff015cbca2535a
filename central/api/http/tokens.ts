import { z } from 'zod';
import { handOutToken, listApiTokens, revokeApiToken } from '../../accounts/api-tokens.ts';
import type { Context } from '../../context.ts';
import { roleIn } from '../../domain/rights.ts';
import { addSeconds } from '../../domain/time.ts';
import { findProject, projectNotFound } from '../../projects/find-project.ts';
import { callerIn } from './access.ts';
import { tokenView } from './account-views.ts';
import type { App } from './app.ts';
import { roleSchema, scopesInput, tokenSchema } from './schemas/accounts.ts';

const daySeconds = 24 * 3600;

const newToken = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.@-]{1,60}$/, 'expected 1 to 60 letters, digits and . _ @ -')
    .describe('Shown in histories as who did it'),
  role: roleSchema,
  scopes: scopesInput.optional().describe('Permissions; default: all of its role'),
  project: z.string().max(100).optional().describe('Only for this project'),
  expiresInDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe('Default: it does not expire'),
});

export function tokenRoutes(app: App, context: Context): void {
  list(app, context);
  create(app, context);
  revoke(app, context);
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(tokenSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/tokens',
    schema: { summary: "List one's own API tokens; admins see all", response },
    handler: async (request) => ({
      items: (await listApiTokens(context, callerIn(request))).map(tokenView),
    }),
  });
}

function create(app: App, context: Context): void {
  const response = {
    201: z.object({ token: z.string().describe('Shown once'), record: tokenSchema }),
  };
  app.route({
    method: 'POST',
    url: '/api/v1/tokens',
    schema: { summary: 'Make an API token, for at most what one may', body: newToken, response },
    handler: async (request, reply) => {
      const { name, role, scopes = [], project: slug, expiresInDays } = request.body;
      const caller = callerIn(request);
      const project = slug === undefined ? undefined : await findProject(context, slug);
      if (slug !== undefined && roleIn(caller, project?.id ?? null) === null)
        throw projectNotFound(slug);
      const { token, record } = await handOutToken(context, caller, {
        ...{ name, role, scopes },
        projectId: project?.id,
        expiresAt:
          expiresInDays === undefined
            ? undefined
            : addSeconds(context.clock.now(), expiresInDays * daySeconds),
      });
      return reply.code(201).send({ token, record: tokenView(record) });
    },
  });
}

function revoke(app: App, context: Context): void {
  const params = z.object({ token: z.string().max(100) });
  app.route({
    method: 'DELETE',
    url: '/api/v1/tokens/:token',
    schema: { summary: 'Revoke an API token', params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await revokeApiToken(context, request.params.token, callerIn(request));
      return reply.code(204).send();
    },
  });
}
