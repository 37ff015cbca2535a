import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Context } from '../../context.ts';
import { centralVersion } from '../../version.ts';
import type { App } from './app.ts';
import { createHistogram, family, type Sample } from './metrics-text.ts';
import type { Streams } from './streams.ts';

const requestBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const deploymentBounds = [1, 5, 10, 30, 60, 120, 300, 600, 1200, 3600];
/** Durations are those of so many of the newest deployments. */
const durationsOf = 1_000;

/** What a monitoring system asks for now and then, in the text format of Prometheus. */
export function metricsRoutes(app: App, context: Context, streams: Streams): void {
  const requests = createHistogram(
    'vpspilot_http_request_duration_seconds',
    'Time to answer, by route and status; streams are not in it',
    requestBounds,
  );
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const labels = { method, route, status: String(reply.statusCode) };
    requests.observe(labels, reply.elapsedTime / 1_000);
  });
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  app.addHook('onClose', async () => {
    lag.disable();
  });
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { summary: 'Metrics for Prometheus', produces: ['text/plain'] },
    handler: async (_request, reply) => {
      const texts = [await storedText(context), requests.text(), processText(lag.mean, lag.max)];
      lag.reset();
      const open = family('vpspilot_event_streams', 'Open event streams', [[{}, streams.count()]]);
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send([...texts, open].join(''));
    },
  });
}

/** What is in the database, and who is connected. */
async function storedText(context: Context): Promise<string> {
  const { db, gateway } = context;
  const deployments = await db.deployment.groupBy({ by: ['state'], _count: true });
  const deliveries = await db.delivery.groupBy({ by: ['outcome'], _count: true });
  const nodes = await db.node.findMany({
    where: { removedAt: null },
    select: { id: true, name: true },
  });
  const projects = await db.project.count({ where: { deletedAt: null } });
  const waiting = await db.deployment.count({ where: { state: 'queued' } });
  return [
    family('vpspilot_build_info', 'Always 1; the version is in the label', [
      [{ version: centralVersion }, 1],
    ]),
    family('vpspilot_projects', 'Projects', [[{}, projects]]),
    family('vpspilot_nodes', 'Nodes that have joined', [[{}, nodes.length]]),
    family('vpspilot_nodes_connected', 'Nodes connected now', [[{}, gateway.sessions().length]]),
    family(
      'vpspilot_node_connected',
      'Whether a node is connected',
      nodes.map(
        ({ id, name }): Sample => [{ node: name }, gateway.session(id) === undefined ? 0 : 1],
      ),
    ),
    certificates(context, nodes),
    family(
      'vpspilot_deployments',
      'Deployments by state',
      deployments.map(({ state, _count }): Sample => [{ state }, _count]),
    ),
    family('vpspilot_deployment_queue', 'Deployments that wait', [[{}, waiting]]),
    await durations(context),
    family(
      'vpspilot_webhook_deliveries',
      'Kept webhook deliveries by outcome',
      deliveries.map(({ outcome, _count }): Sample => [{ outcome }, _count]),
    ),
  ].join('');
}

function certificates(
  { gateway }: Context,
  nodes: readonly { id: string; name: string }[],
): string {
  const samples = nodes.flatMap(({ id, name }): Sample[] => {
    const session = gateway.session(id);
    return session === undefined
      ? []
      : [[{ node: name }, session.certificateNotAfter.getTime() / 1_000]];
  });
  return family(
    'vpspilot_node_certificate_not_after_seconds',
    'When the certificate of a connected node ends, Unix time',
    samples,
  );
}

/** From the request to the switch, of the newest that went live. */
async function durations({ db }: Context): Promise<string> {
  const rows = await db.deployment.findMany({
    where: { liveAt: { not: null }, startedAt: { not: null } },
    orderBy: { createdAt: 'desc' },
    take: durationsOf,
    select: { kind: true, startedAt: true, liveAt: true },
  });
  const histogram = createHistogram(
    'vpspilot_deployment_duration_seconds',
    `From the start to live, of the newest ${durationsOf}`,
    deploymentBounds,
  );
  for (const { kind, startedAt, liveAt } of rows) {
    if (startedAt !== null && liveAt !== null)
      histogram.observe({ kind }, Math.max(0, liveAt.getTime() - startedAt.getTime()) / 1_000);
  }
  return histogram.text();
}

function processText(meanLagNs: number, maxLagNs: number): string {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const seconds = (ns: number) => (Number.isFinite(ns) ? ns / 1e9 : 0);
  return [
    family('process_resident_memory_bytes', 'Resident memory', [[{}, rss]]),
    family('process_heap_used_bytes', 'Heap in use', [[{}, heapUsed]]),
    family('process_cpu_seconds_total', 'Processor time', [[{}, (user + system) / 1e6]], 'counter'),
    family('process_uptime_seconds', 'Time since the start', [[{}, process.uptime()]]),
    family('vpspilot_event_loop_lag_seconds', 'How late timers run, since the last time', [
      [{ quantile: 'mean' }, seconds(meanLagNs)],
      [{ quantile: 'max' }, seconds(maxLagNs)],
    ]),
  ].join('');
}
