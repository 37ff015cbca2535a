import { z } from 'zod';
import type { Context } from '../../context.ts';
import { createJoinToken } from '../../nodes/create-join-token.ts';
import { listNodes } from '../../nodes/list-nodes.ts';
import { removeNode, revokeNode } from '../../nodes/remove-node.ts';
import { findNode } from '../../projects/find-node.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { installLine } from './install-line.ts';
import { nodeView } from './node-view.ts';
import { nodeParams } from './parameters.ts';
import { publicUrl } from './public-url.ts';
import { nodeSchema } from './schemas/nodes.ts';
import { joinTokenSchema } from './schemas.ts';

const newJoinToken = z.strictObject({
  nodeName: z.string().max(100).describe('Lower-case letters, digits and -'),
  ttlMinutes: z.number().int().min(1).max(10_080).default(60),
});

export function nodeRoutes(app: App, context: Context): void {
  list(app, context);
  show(app, context);
  join(app, context);
  revoke(app, context);
  remove(app, context);
}

function list(app: App, context: Context): void {
  const response = { 200: z.object({ items: z.array(nodeSchema) }) };
  app.route({
    method: 'GET',
    url: '/api/v1/nodes',
    schema: { summary: 'List nodes', response },
    handler: async () => ({ items: (await listNodes(context)).map(nodeView) }),
  });
}

function show(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/nodes/:node',
    schema: { summary: 'Show a node', params: nodeParams, response: { 200: nodeSchema } },
    handler: async (request) => {
      const { id } = await findNode(context, request.params.node);
      const [found] = await listNodes(context, { id });
      if (found === undefined) throw new Error('a node that was found is listed');
      return nodeView(found);
    },
  });
}

function join(app: App, context: Context): void {
  const summary = 'Make a one-time token and the line to paste on the machine that becomes a node';
  app.route({
    method: 'POST',
    url: '/api/v1/nodes/join-tokens',
    schema: { summary, body: newJoinToken, response: { 201: joinTokenSchema } },
    handler: async (request, reply) => {
      const { nodeName, ttlMinutes } = request.body;
      const { actor } = callerIn(request);
      const joinToken = await createJoinToken(context, { nodeName, ttlMinutes, actor });
      return reply.code(201).send({
        token: joinToken.token,
        nodeName: joinToken.nodeName,
        rejoins: joinToken.rejoins,
        expiresAt: joinToken.expiresAt.toISOString(),
        installCommand: installLine(publicUrl(context, app), joinToken.token),
      });
    },
  });
}

function revoke(app: App, context: Context): void {
  const summary = 'Shut a node out at once; its applications go on, and it may join again';
  app.route({
    method: 'POST',
    url: '/api/v1/nodes/:node/revoke',
    schema: { summary, params: nodeParams, response: { 204: z.void() } },
    handler: async (request, reply) => {
      const { id } = await findNode(context, request.params.node);
      await revokeNode(context, id, callerIn(request).actor);
      return reply.code(204).send();
    },
  });
}

function remove(app: App, context: Context): void {
  const querystring = z.object({
    force: z.stringbool().default(false).describe('Also when it still has projects'),
  });
  app.route({
    method: 'DELETE',
    url: '/api/v1/nodes/:node',
    schema: {
      summary: 'Take a node out of the list for good',
      params: nodeParams,
      querystring,
      response: { 204: z.void() },
    },
    handler: async (request, reply) => {
      const { id } = await findNode(context, request.params.node);
      const { force } = request.query;
      await removeNode(context, id, { actor: callerIn(request).actor, force });
      return reply.code(204).send();
    },
  });
}
