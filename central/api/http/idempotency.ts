import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';
import {
  beginRequest,
  forgetRequest,
  inProgress,
  type KeptAnswer,
  keepAnswer,
  type RepeatableRequest,
} from '../../accounts/idempotency.ts';
import type { Context } from '../../context.ts';

const keyMax = 200;
/** A second request waits so long for the answer to the first. */
const waitMs = 10_000;
/** Answers to these are secrets that are asked for, or one's own password is in the question. */
const askingOnly = /\/(reveal|export|preview|lookup|test)$|\/account\//;

/** Headers that belong to the answer, and not to the connection. */
const keptHeaders = ['content-type', 'location', 'etag', 'cache-control'] as const;

/** What goes on at the moment, so that a second request can wait for the first. */
interface Running {
  request: RepeatableRequest;
  finished: Promise<void>;
  finish(): void;
}

/**
 * A POST with an `Idempotency-Key` happens once, however often it is sent: within a day the same
 * request gets the same answer.
 */
export function repeatSafely(app: FastifyInstance, context: Context): void {
  const running = new Map<string, Running>();
  const begun = new WeakMap<FastifyRequest, Running>();

  app.addHook('preHandler', async (request, reply) => {
    const repeatable = repeatableOf(request);
    if (repeatable === undefined) return;
    const id = JSON.stringify([repeatable.actor, repeatable.key]);
    for (let first = running.get(id); first !== undefined; first = running.get(id))
      await firstOne(first, repeatable);
    // Noted before anything else is waited for: of five at once four see it.
    const one = runningOne(repeatable, () => running.delete(id));
    running.set(id, one);
    const before = await beginRequest(context, repeatable).catch((error: unknown) => {
      one.finish();
      throw error;
    });
    if (before !== undefined) {
      one.finish();
      return sendAgain(reply, before);
    }
    begun.set(request, one);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const one = begun.get(request);
    if (one === undefined) return payload;
    begun.delete(request);
    try {
      await settle(context, one.request, reply, payload);
    } catch (err) {
      context.log.error({ err }, 'an answer could not be kept for a repeated request');
    } finally {
      one.finish();
    }
    return payload;
  });
}

function repeatableOf(request: FastifyRequest): RepeatableRequest | undefined {
  const key = request.headers['idempotency-key'];
  const url = request.routeOptions.url ?? '';
  if (request.method !== 'POST' || key === undefined || request.caller === null) return undefined;
  if (askingOnly.test(url)) return undefined;
  if (typeof key !== 'string' || key === '' || key.length > keyMax) {
    throw new UserError('invalid_request', `An Idempotency-Key has 1 to ${keyMax} characters`);
  }
  const { kind, id, userId } = request.caller;
  // Signing in again must not make a repeated request a new one.
  const actor = kind === 'session' && userId !== null ? `user:${userId}` : `${kind}:${id}`;
  return { actor, key, asks: [request.method, request.url, request.body ?? null] };
}

async function firstOne(first: Running, { key }: RepeatableRequest): Promise<void> {
  const timeout = AbortSignal.timeout(waitMs);
  const late = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => reject(inProgress(key)), { once: true });
  });
  await Promise.race([first.finished, late]);
}

function runningOne(request: RepeatableRequest, onFinish: () => void): Running {
  const { promise, resolve } = Promise.withResolvers<void>();
  const finish = () => {
    onFinish();
    resolve();
  };
  return { request, finished: promise, finish };
}

async function settle(
  context: Context,
  request: RepeatableRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const isDone = reply.statusCode < 300 && (typeof payload === 'string' || payload === undefined);
  if (!isDone) return forgetRequest(context, request);
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name);
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const body = payload ?? '';
  await keepAnswer(context, request, {
    ...{ status: reply.statusCode, body },
    headers: Object.fromEntries(headers),
  });
}

function sendAgain(reply: FastifyReply, { status, headers, body }: KeptAnswer) {
  return reply
    .code(status)
    .headers({ ...headers, 'idempotency-replayed': 'true' })
    .serializer((text: string) => text)
    .send(body);
}
