import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { LogController } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Context } from '../../context.ts';
import { startInbox } from '../../webhooks/inbox.ts';
import { guardRoutes } from './access.ts';
import { accountsRoutes } from './accounts.ts';
import type { App } from './app.ts';
import { auditRoutes } from './audit.ts';
import { deliveryRoutes } from './deliveries.ts';
import { dependencyRoutes } from './dependencies.ts';
import { deployKeyRoutes } from './deploy-keys.ts';
import { deploymentRoutes } from './deployments.ts';
import { domainRoutes } from './domains.ts';
import { downloadRoutes } from './downloads.ts';
import { tagVersions } from './etag.ts';
import { eventRoutes } from './events.ts';
import { githubRoutes } from './github.ts';
import { repeatSafely } from './idempotency.ts';
import { logRoutes } from './logs.ts';
import { metaRoutes } from './meta.ts';
import { metricsRoutes } from './metrics.ts';
import { nodeDiskRoutes } from './node-disk.ts';
import { nodeMetricsRoutes } from './node-metrics.ts';
import { nodeRoutes } from './nodes.ts';
import { notificationRoutes } from './notifications.ts';
import { describeApi } from './openapi.ts';
import { sendError, sendNotFound } from './problem.ts';
import { projectMetricsRoutes } from './project-metrics.ts';
import { projectRoutes } from './projects.ts';
import { publishChanges } from './publish-changes.ts';
import { searchRoutes } from './search.ts';
import { secretRoutes } from './secrets.ts';
import { createStreams } from './streams.ts';
import { refuseUnknownQueries } from './strict-queries.ts';
import { webRoutes } from './web.ts';
import { webhookRoutes } from './webhooks.ts';

const bodyMaxBytes = 1024 * 1024;
/** Slow senders of headers and bodies are cut off; answers may take as long as they like. */
const requestTimeoutMs = 60_000;

/**
 * The HTTP server with every route, not listening yet. From here on the webhook inbox is worked
 * through; `close` ends that and every open stream.
 */
export async function createHttpServer(context: Context): Promise<App> {
  const app = Fastify({
    loggerInstance: context.log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: bodyMaxBytes,
    requestTimeout: requestTimeoutMs,
    // A reverse proxy on this machine may say who the client is; nobody else may.
    trustProxy: 'loopback',
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(sendNotFound);
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Applications may live under the same name, and not all of them have certificates.
    hsts: { includeSubDomains: false },
    frameguard: { action: 'deny' },
  });
  await app.register(cookie);
  guardRoutes(app, context);
  publishChanges(app, context);
  repeatSafely(app, context);
  tagVersions(app, context);
  refuseUnknownQueries(app);
  await describeApi(app);
  await registerRoutes(app, context);
  return app;
}

async function registerRoutes(app: App, context: Context): Promise<void> {
  const inbox = startInbox(context);
  const streams = createStreams(context);
  app.addHook('preClose', async () => {
    streams.closeAll();
    await inbox.stop();
  });
  metaRoutes(app, context);
  metricsRoutes(app, context, streams);
  downloadRoutes(app, context);
  projectRoutes(app, context);
  domainRoutes(app, context);
  secretRoutes(app, context);
  deploymentRoutes(app, context);
  dependencyRoutes(app, context);
  eventRoutes(app, context, streams);
  logRoutes(app, context, streams);
  projectMetricsRoutes(app, context);
  nodeRoutes(app, context);
  nodeDiskRoutes(app, context);
  nodeMetricsRoutes(app, context);
  deliveryRoutes(app, context, inbox);
  accountsRoutes(app, context);
  notificationRoutes(app, context);
  githubRoutes(app, context);
  deployKeyRoutes(app, context);
  auditRoutes(app, context);
  searchRoutes(app, context);
  await webhookRoutes(app, context, inbox);
  webRoutes(app);
}
