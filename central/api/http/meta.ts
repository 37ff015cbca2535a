import { z } from 'zod';
import { configJsonSchema } from '../../../lib/app-config/json-schema.ts';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';

/** Addresses about central itself. */
export function metaRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      summary: 'Whether central works',
      response: { 200: z.object({ status: z.literal('ok') }) },
    },
    handler: async () => {
      // Without its database central is not healthy, whatever the process says.
      await context.db.apiToken.findFirst({ select: { id: true } });
      return { status: 'ok' as const };
    },
  });
  app.route({
    method: 'GET',
    url: '/config.schema.json',
    schema: { summary: 'JSON Schema of config.vpspilot.json, for editors' },
    handler: (_request, reply) =>
      reply.type('application/schema+json').send(JSON.stringify(configJsonSchema())),
  });
  let document: string | undefined;
  app.route({
    method: 'GET',
    url: '/api/v1/openapi.json',
    schema: { summary: 'This document' },
    handler: (_request, reply) => {
      // Made when somebody asks, once: it is the same until the next start.
      document ??= JSON.stringify(app.swagger());
      return reply.type('application/json').send(document);
    },
  });
}
