import type { Context } from '../../context.ts';
import type { App } from './app.ts';

/** Gauges in the text format of Prometheus. */
export function metricsRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { summary: 'Metrics for Prometheus', produces: ['text/plain'] },
    handler: async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText(context)),
  });
}

type Sample = [labels: Readonly<Record<string, string>>, value: number];

async function metricsText({ db, gateway }: Context): Promise<string> {
  const deployments = await db.deployment.groupBy({ by: ['state'], _count: true });
  const deliveries = await db.delivery.groupBy({ by: ['outcome'], _count: true });
  const nodes = await db.node.count({ where: { removedAt: null } });
  const projects = await db.project.count({ where: { deletedAt: null } });
  const families = [
    family('vpspilot_projects', 'Projects', [[{}, projects]]),
    family('vpspilot_nodes', 'Nodes that have joined', [[{}, nodes]]),
    family('vpspilot_nodes_connected', 'Nodes connected now', [[{}, gateway.sessions().length]]),
    family(
      'vpspilot_deployments',
      'Deployments by state',
      deployments.map(({ state, _count }): Sample => [{ state }, _count]),
    ),
    family(
      'vpspilot_webhook_deliveries',
      'Kept webhook deliveries by outcome',
      deliveries.map(({ outcome, _count }): Sample => [{ outcome }, _count]),
    ),
    family('process_resident_memory_bytes', 'Resident memory', [[{}, process.memoryUsage.rss()]]),
    family('process_uptime_seconds', 'Time since the start', [[{}, process.uptime()]]),
  ];
  return families.join('');
}

function family(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}=${JSON.stringify(text)}`);
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}
