import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import { endSessions, listSessions } from '../../accounts/sessions.ts';
import type { Context } from '../../context.ts';
import { callerIn } from './access.ts';
import { sessionView } from './account-views.ts';
import type { App } from './app.ts';
import { sessionSchema } from './schemas/accounts.ts';

export function accountSessionRoutes(app: App, context: Context): void {
  list(app, context);
  endOthers(app, context);
  endOne(app, context);
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(sessionSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/account/sessions',
    schema: { summary: 'Where one is signed in', response },
    handler: async (request) => {
      const { id, userId } = callerIn(request);
      const rows = await listSessions(context, userId ?? '');
      return { items: rows.map((row) => sessionView(row, id)) };
    },
  });
}

function endOthers(app: App, context: Context): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/account/sessions',
    schema: { summary: 'End all other sessions', response: { 204: z.void() } },
    handler: async (request, reply) => {
      const { id, userId, actor } = callerIn(request);
      await endSessions(context, { userId: userId ?? '', actor, which: { id: { not: id } } });
      return reply.code(204).send();
    },
  });
}

function endOne(app: App, context: Context): void {
  const params = z.object({ session: z.string().max(100) });
  app.route({
    method: 'DELETE',
    url: '/api/v1/account/sessions/:session',
    schema: { summary: 'End a session', params, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const { userId, actor } = callerIn(request);
      const { session: id } = request.params;
      const ended = await endSessions(context, { userId: userId ?? '', actor, which: { id } });
      if (ended > 0) return reply.code(204).send();
      throw new UserError('session_not_found', `You have no session ${id.slice(0, 60)}`, {
        hint: 'It may be over: GET /api/v1/account/sessions lists those that are not',
      });
    },
  });
}
