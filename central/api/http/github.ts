import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { connectionSchema, connectionTestSchema, connectionWishSchema } from './schemas/github.ts';

const params = z.object({ connection: z.string().max(100).describe('Name or id') });
const notYet = () => {
  throw new UserError('not_implemented', 'Not there yet');
};

export function githubRoutes(app: App, _context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/github/connections',
    schema: {
      summary: 'List GitHub connections',
      response: { 200: z.object({ items: z.array(connectionSchema) }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/github/connections',
    schema: {
      summary: 'Add a GitHub App or a token',
      body: connectionWishSchema,
      response: { 201: connectionSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/github/connections/:connection',
    schema: { summary: 'Remove a GitHub connection', params, response: { 204: z.void() } },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/github/connections/:connection/test',
    schema: {
      summary: 'Ask GitHub who this is and what it may do',
      params,
      response: { 200: connectionTestSchema },
    },
    handler: notYet,
  });
}
