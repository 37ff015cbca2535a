import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import type { App } from './app.ts';
import { pageOf, pageQuery } from './parameters.ts';
import {
  channelChangeSchema,
  channelDeliverySchema,
  channelSchema,
  channelWishSchema,
  newChannelSchema,
  testResultSchema,
} from './schemas/notifications.ts';

const params = z.object({ channel: z.coerce.number().int().min(1) });
const notYet = () => {
  throw new UserError('not_implemented', 'Not there yet');
};

export function notificationRoutes(app: App, _context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/notifications',
    schema: {
      summary: 'List notification channels',
      querystring: z.object({ project: z.string().max(100).optional() }),
      response: { 200: z.object({ items: z.array(channelSchema) }) },
    },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/notifications',
    schema: {
      summary: 'Add a notification channel',
      body: channelWishSchema,
      response: { 201: newChannelSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'GET',
    url: '/api/v1/notifications/:channel',
    schema: { summary: 'Show a notification channel', params, response: { 200: channelSchema } },
    handler: notYet,
  });
  app.route({
    method: 'PATCH',
    url: '/api/v1/notifications/:channel',
    schema: {
      summary: 'Change a notification channel',
      params,
      body: channelChangeSchema,
      response: { 200: channelSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/notifications/:channel',
    schema: { summary: 'Remove a notification channel', params, response: { 204: z.void() } },
    handler: notYet,
  });
  app.route({
    method: 'POST',
    url: '/api/v1/notifications/:channel/test',
    schema: {
      summary: 'Send a test message now and tell what became of it',
      params,
      response: { 200: testResultSchema },
    },
    handler: notYet,
  });
  app.route({
    method: 'GET',
    url: '/api/v1/notifications/:channel/deliveries',
    schema: {
      summary: 'List what a channel was told, newest first',
      params,
      querystring: pageQuery,
      response: { 200: pageOf(channelDeliverySchema) },
    },
    handler: notYet,
  });
}
