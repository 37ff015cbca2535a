import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { projectParams as params } from './parameters.ts';
import { deployKeySchema } from './schemas/github.ts';

const notYet = () => {
  throw new UserError('not_implemented', 'Not there yet');
};

export function deployKeyRoutes(app: App, _context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/projects/:project/deploy-key',
    schema: {
      operationId: 'createProjectDeployKey',
      summary: 'Make a key pair for a private repository; one that was there counts no more',
      params,
      response: { 200: deployKeySchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/projects/:project/deploy-key',
    schema: { summary: 'Remove the deploy key', params, response: { 204: z.void() } },
    handler: notYet,
  });
}
