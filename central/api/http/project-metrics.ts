import type { Context } from '../../context.ts';
import { metricWindow } from '../../domain/metric-window.ts';
import { projectMetrics } from '../../metrics/project-metrics.ts';
import { findProject } from '../../projects/find-project.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import { projectMetricsSchema, windowQuery, windowWish } from './schemas/metrics.ts';

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
    handler: async ({ params, query }) => {
      const { id } = await findProject(context, params.project);
      const window = metricWindow(windowWish(query), context.clock.now());
      const { deployments, ...metrics } = await projectMetrics(context, id, window);
      const marks = deployments.map(({ at, ...mark }) => ({ ...mark, at: at.toISOString() }));
      return { ...metrics, deployments: marks };
    },
  });
}
