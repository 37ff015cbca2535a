import { z } from 'zod';
import type { Context } from '../../context.ts';
import { visibleProjects } from '../../domain/rights.ts';
import { findDelivery, listDeliveries, replayDelivery } from '../../webhooks/deliveries.ts';
import type { Inbox } from '../../webhooks/inbox.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { namedProject } from './named-project.ts';
import { page, pageOf, pageQuery } from './parameters.ts';
import { deliveryOutcomes, deliverySchema } from './schemas.ts';
import { deliveryView } from './views.ts';

const params = z.object({ delivery: z.coerce.number().int().min(1) });

export function deliveryRoutes(app: App, context: Context, inbox: Inbox): void {
  list(app, context);
  show(app, context);
  replay(app, context, inbox);
}

function list(app: App, context: Context): void {
  const querystring = pageQuery.extend({
    project: z.string().max(100).optional().describe('Slug or id'),
    outcome: z.enum(deliveryOutcomes).optional(),
  });
  const response = { 200: pageOf(deliverySchema) };
  app.route({
    method: 'GET',
    url: '/api/v1/deliveries',
    schema: { summary: 'List webhook deliveries, newest first', querystring, response },
    handler: async (request) => {
      const { limit, cursor, project, outcome } = request.query;
      const rows = await listDeliveries(context, {
        limit: limit + 1,
        visible: visibleProjects(callerIn(request), 'deliveries.read'),
        projectId: await namedProject(context, request, project, 'deliveries.read'),
        before: cursor,
        outcome,
      });
      return page(rows, limit, (row) => row.id, deliveryView);
    },
  });
}

function show(app: App, context: Context): void {
  const detail = deliverySchema.extend({
    payload: z.string().describe('As it came; of large ones the parts that a replay needs'),
    headers: z.record(z.string(), z.string()).describe('Without the signature'),
  });
  app.route({
    method: 'GET',
    url: '/api/v1/deliveries/:delivery',
    schema: { summary: 'Show a delivery with its payload', params, response: { 200: detail } },
    handler: async (request) => {
      const delivery = await findDelivery(context, request.params.delivery);
      return {
        ...deliveryView(delivery),
        payload: Buffer.from(delivery.payload).toString('utf8'),
        headers: JSON.parse(delivery.headers) as Record<string, string>,
      };
    },
  });
}

function replay(app: App, context: Context, inbox: Inbox): void {
  const response = { 202: z.object({ delivery: z.number().int() }) };
  app.route({
    method: 'POST',
    url: '/api/v1/deliveries/:delivery/replay',
    schema: { summary: 'Put a delivery into the inbox once more', params, response },
    handler: async (request, reply) => {
      const { actor } = callerIn(request);
      const delivery = await replayDelivery(context, request.params.delivery, actor);
      inbox.wake();
      return reply.code(202).send({ delivery });
    },
  });
}
