import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../accounts/caller.ts';
import type { Context } from '../../context.ts';
import { projectFilter, roleIn, visibleProjects } from '../../domain/rights.ts';
import {
  type ChannelWithProject,
  changeChannel,
  createChannel,
  findChannel,
  lastMessages,
  listChannels,
  listMessages,
  removeChannel,
} from '../../notifications/channels.ts';
import { testChannel } from '../../notifications/test-channel.ts';
import { findProject, projectNotFound } from '../../projects/find-project.ts';
import { callerIn, requirePermission } from './access.ts';
import type { App } from './app.ts';
import { channelDeliveryView, channelView } from './channel-view.ts';
import { page, pageOf, pageQuery } from './parameters.ts';
import {
  channelChangeSchema,
  channelDeliverySchema,
  channelSchema,
  channelWishSchema,
  newChannelSchema,
  testResultSchema,
} from './schemas/notifications.ts';

const params = z.object({ channel: z.coerce.number().int().min(1) });

export function notificationRoutes(app: App, context: Context): void {
  list(app, context);
  create(app, context);
  show(app, context);
  change(app, context);
  remove(app, context);
  test(app, context);
  deliveries(app, context);
}

function list(app: App, context: Context): void {
  const querystring = z.object({
    project: z.string().max(100).optional().describe('Only its own channels'),
  });
  const response = { 200: z.object({ items: z.array(channelSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/notifications',
    schema: { summary: 'List notification channels', querystring, response },
    handler: async (request) => {
      const where = await visibleChannels(context, request, request.query.project);
      const channels = await listChannels(context, where);
      const last = await lastMessages(
        context,
        channels.map(({ id }) => id),
      );
      return { items: channels.map((channel) => channelView(channel, last.get(channel.id))) };
    },
  });
}

async function visibleChannels(context: Context, request: FastifyRequest, project?: string) {
  const caller = callerIn(request);
  if (project === undefined) return projectFilter(visibleProjects(caller, 'notifications.read'));
  const { id } = await projectFor(context, caller, project);
  requirePermission(caller, 'notifications.read', id);
  return { projectId: id };
}

/** A project that the caller may not see is one that does not exist. */
async function projectFor(context: Context, caller: Caller, slugOrId: string) {
  const project = await findProject(context, slugOrId);
  if (roleIn(caller, project.id) === null) throw projectNotFound(slugOrId);
  return project;
}

function create(app: App, context: Context): void {
  app.route({
    method: 'POST',
    url: '/api/v1/notifications',
    schema: {
      summary: 'Add a notification channel',
      body: channelWishSchema,
      response: { 201: newChannelSchema },
    },
    handler: async (request, reply) => {
      const { project, ...wish } = request.body;
      const caller = callerIn(request);
      const found = project == null ? null : await projectFor(context, caller, project);
      requirePermission(caller, 'notifications.write', found?.id ?? null);
      const made = await createChannel(context, {
        ...wish,
        projectId: found?.id ?? null,
        actor: caller.actor,
      });
      const channel = channelView(made.channel, undefined);
      return reply.code(201).send({ channel, secret: made.secret });
    },
  });
}

function show(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/notifications/:channel',
    schema: { summary: 'Show a notification channel', params, response: { 200: channelSchema } },
    handler: async (request) => shown(context, await findChannel(context, request.params.channel)),
  });
}

function change(app: App, context: Context): void {
  const summary = 'Change a notification channel';
  app.route({
    method: 'PATCH',
    url: '/api/v1/notifications/:channel',
    schema: { summary, params, body: channelChangeSchema, response: { 200: channelSchema } },
    handler: async (request) => {
      const { actor } = callerIn(request);
      const { channel: id } = request.params;
      return shown(context, await changeChannel(context, id, request.body, actor));
    },
  });
}

function remove(app: App, context: Context): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/notifications/:channel',
    schema: { summary: 'Remove a notification channel', params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await removeChannel(context, request.params.channel, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}

function test(app: App, context: Context): void {
  const summary = 'Send a test message now and tell what became of it';
  app.route({
    method: 'POST',
    url: '/api/v1/notifications/:channel/test',
    schema: { summary, params, response: { 200: testResultSchema } },
    handler: (request) => testChannel(context, request.params.channel, callerIn(request).actor),
  });
}

function deliveries(app: App, context: Context): void {
  const summary = 'List what a channel was told, newest first';
  const response = { 200: pageOf(channelDeliverySchema) };
  app.route({
    method: 'GET',
    url: '/api/v1/notifications/:channel/deliveries',
    schema: { summary, params, querystring: pageQuery, response },
    handler: async ({ params: { channel }, query: { limit, cursor } }) => {
      const { id } = await findChannel(context, channel);
      const rows = await listMessages(context, id, { before: cursor, limit: limit + 1 });
      return page(rows, limit, (row) => row.id, channelDeliveryView);
    },
  });
}

async function shown(context: Context, channel: ChannelWithProject) {
  return channelView(channel, (await lastMessages(context, [channel.id])).get(channel.id));
}
