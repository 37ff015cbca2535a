import type { Context } from '../../context.ts';
import { metricWindow } from '../../domain/metric-window.ts';
import { nodeMetrics } from '../../metrics/node-metrics.ts';
import { findNode } from '../../projects/find-node.ts';
import type { App } from './app.ts';
import { nodeParams } from './parameters.ts';
import { nodeMetricsSchema, windowQuery, windowWish } from './schemas/metrics.ts';

/** How a node fares. */
export function nodeMetricsRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/nodes/:node/metrics',
    schema: {
      summary: 'Load, CPU, memory and disk of a node over time',
      params: nodeParams,
      querystring: windowQuery,
      response: { 200: nodeMetricsSchema },
    },
    handler: async ({ params, query }) => {
      const { id } = await findNode(context, params.node);
      return nodeMetrics(context, id, metricWindow(windowWish(query), context.clock.now()));
    },
  });
}
