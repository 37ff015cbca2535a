import { z } from 'zod';
import { createApiToken, listApiTokens, revokeApiToken } from '../../accounts/api-tokens.ts';
import type { Context } from '../../context.ts';
import { roles } from '../../domain/permissions.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { tokenSchema } from './schemas.ts';
import { tokenView } from './views.ts';

const newToken = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.@-]{1,60}$/, 'expected 1 to 60 letters, digits and . _ @ -')
    .describe('Shown in histories as who did it'),
  role: z.enum(roles),
  expiresInDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe('Default: it does not expire'),
});

export function tokenRoutes(app: App, context: Context): void {
  me(app);
  list(app, context);
  create(app, context);
  revoke(app, context);
}

function me(app: App): void {
  const response = { 200: z.object({ actor: z.string(), role: z.enum(roles) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/me',
    schema: { summary: 'Whose token this is', response },
    handler: async (request) => {
      const { actor, role } = callerIn(request);
      return { actor, role };
    },
  });
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(tokenSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/tokens',
    schema: { summary: 'List API tokens', response },
    handler: async () => ({ items: (await listApiTokens(context)).map(tokenView) }),
  });
}

function create(app: App, context: Context): void {
  const response = {
    201: tokenSchema.extend({ token: z.string().describe('Shown once') }),
  };
  app.route({
    method: 'POST',
    url: '/api/v1/tokens',
    schema: { summary: 'Make an API token', body: newToken, response },
    handler: async (request, reply) => {
      const { name, role, expiresInDays } = request.body;
      const now = context.clock.now().getTime();
      const { token, record } = await createApiToken(context, {
        name,
        role,
        actor: callerIn(request).actor,
        ...(expiresInDays === undefined
          ? {}
          : { expiresAt: new Date(now + expiresInDays * 24 * 3_600_000) }),
      });
      return reply.code(201).send({ ...tokenView(record), token });
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
      await revokeApiToken(context, request.params.token, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}
