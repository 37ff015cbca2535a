import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { refusedReasons } from '../../domain/delivery.ts';
import type { Inbox } from '../../webhooks/inbox.ts';
import {
  prepareReception,
  type Receipt,
  receiveDelivery,
} from '../../webhooks/receive-delivery.ts';
import type { App } from './app.ts';
import { createAttemptCounter } from './attempt-counter.ts';
import { sendProblem } from './problem.ts';
import { hasRoomFor, readWebhookBody } from './read-webhook-body.ts';

/** GitHub's busiest address stays far below; a flood from one address does not. */
const requestsPerMinute = 1200;
/** After so many refusals within a minute, an address gets its answers but no more rows. */
const refusalsKeptPerMinute = 60;

const querystring = z.object({ project: z.string().max(100).optional() });

/** Where GitHub delivers its webhooks. */
export async function webhookRoutes(app: App, context: Context, inbox: Inbox): Promise<void> {
  app.addHook('onReady', () => prepareReception(context));
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: requestsPerMinute,
      timeWindow: 60_000,
      errorResponseBuilder: () =>
        new UserError('too_many_requests', 'Too many webhook deliveries from this address'),
    });
    // The signature is over the bytes as they came: nothing may read them before us.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const refusals = createAttemptCounter(refusalsKeptPerMinute, 60_000);
    scope.route({
      method: 'POST',
      url: '/webhooks/github',
      schema: {
        summary: "GitHub's webhooks; authenticated by X-Hub-Signature-256",
        querystring,
        response: {
          202: z.object({
            outcome: z.string(),
            reason: z.string(),
            deliveries: z.array(z.number()),
          }),
        },
      },
      handler: async (request, reply) => {
        assertRoom(request, reply);
        reply.raw.once('close', inbox.hold());
        const receipt = await receiveDelivery(context, {
          ...headersOf(request),
          body: await readWebhookBody(request.raw),
          onlyProject: querystring.parse(request.query).project,
          isKeptWhenRefused: !refusals.isOver(request.ip),
        });
        if (receipt.outcome === 'received') inbox.wake();
        else refusals.add(request.ip);
        return answer(receipt, request, reply);
      },
    });
  });
}

/** Kept with a delivery, for whoever looks why it did nothing. */
const shownHeaders = [
  'content-type',
  'content-length',
  'user-agent',
  'x-github-event',
  'x-github-delivery',
  'x-github-hook-id',
  'x-github-hook-installation-target-type',
  'x-github-hook-installation-target-id',
] as const;

function headersOf({ headers }: FastifyRequest) {
  return {
    contentType: headers['content-type'] ?? '',
    event: header(headers['x-github-event']) ?? '',
    deliveryId: header(headers['x-github-delivery']),
    signature: header(headers['x-hub-signature-256']),
    headers: Object.fromEntries(
      shownHeaders.flatMap((name) => {
        const value = header(headers[name]);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

function header(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function assertRoom(request: FastifyRequest, reply: FastifyReply): void {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (hasRoomFor(announced)) return;
  reply.header('retry-after', '10').header('connection', 'close');
  throw new UserError('too_busy', 'Too many large deliveries at once', {
    hint: 'Deliver it again later',
  });
}

function answer(receipt: Receipt, request: FastifyRequest, reply: FastifyReply): unknown {
  const { outcome, reason, detail, deliveries } = receipt;
  if (outcome !== 'refused') return reply.code(202).send({ outcome, reason, deliveries });
  const { status, hint } = refusedReasons[reason as keyof typeof refusedReasons];
  // What is left of the body is not read: this connection is of no more use.
  if (reason === 'too_large' || reason === 'truncated') reply.header('connection', 'close');
  request.log.info({ reason, from: request.ip, deliveries }, 'webhook delivery refused');
  return sendProblem(reply, {
    status,
    hint,
    code: reason,
    detail: detail || hint,
    requestId: request.id,
  });
}
