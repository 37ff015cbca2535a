import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/**
 * An unknown key of a query is refused: a filter with a typing mistake would give everything. Routes
 * may say otherwise with a loose object.
 */
export function refuseUnknownQueries(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/v1/')) return;
    const { querystring } = route.schema ?? {};
    if (querystring === undefined) {
      route.schema = { ...route.schema, querystring: z.strictObject({}) };
    } else if (querystring instanceof z.ZodObject && querystring.def.catchall === undefined) {
      route.schema = { ...route.schema, querystring: querystring.strict() };
    }
  });
}
