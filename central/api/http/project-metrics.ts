import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { findProject } from '../../projects/find-project.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import { projectMetricsSchema, windowQuery } from './schemas/metrics.ts';

/** How a project fares. */
export function projectMetricsRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/metrics',
    schema: {
      summary: 'CPU, memory, requests, response times and restarts over time',
      params: projectParams,
      querystring: windowQuery,
      response: { 200: projectMetricsSchema },
    },
    handler: async ({ params }) => {
      await findProject(context, params.project);
      throw new UserError('not_implemented', 'Metrics are not there yet');
    },
  });
}
