import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';
import { authenticate, type Caller } from '../../accounts/authenticate.ts';
import type { Context } from '../../context.ts';
import { type AttemptCounter, createAttemptCounter } from './attempt-counter.ts';
import { type Access, accessTo, mayUse } from './routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on public routes. */
    caller: Caller | null;
  }
}

/**
 * Wrong tokens from one address within a minute; more are told to wait. A right token always
 * passes: it cannot be guessed, and one forgotten script must not shut out its whole office.
 */
const failuresMax = 20;

/**
 * Guards every route by the table: refuses to register what is not in it, and lets nobody through
 * who may not. 401: no or wrong token; 403: the role is too low; only then is looked whether the thing exists.
 */
export function guardRoutes(app: FastifyInstance, context: Context): void {
  const failures = createAttemptCounter(failuresMax, 60_000);
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      if (accessTo(one, url) === undefined)
        throw new Error(`${one} ${url} is not in the table of routes`);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    // No route: the answer is 404, whoever asks.
    if (url === undefined) return;
    const access = accessTo(request.method, url);
    if (access === 'public') return;
    const caller = await callerOf(context, request, failures);
    if (caller === undefined) {
      throw failures.isOver(request.ip) ? tooMany(reply) : unauthenticated(reply);
    }
    request.caller = caller;
    if (access === undefined || !mayUse(caller.role, access)) throw forbidden(caller, access);
  });
}

async function callerOf(
  context: Context,
  request: FastifyRequest,
  failures: AttemptCounter,
): Promise<Caller | undefined> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // Nobody has guessed anything.
  if (bearer === undefined) return undefined;
  const caller = await authenticate(context, bearer);
  if (caller === undefined) failures.add(request.ip);
  return caller;
}

/** The caller of a route that is not public. */
export function callerIn(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('a public route has no caller');
  return request.caller;
}

function forbidden(caller: Caller, access: Access | undefined): UserError {
  return new UserError('forbidden', `A ${caller.role} may not do this`, {
    hint: `It needs the permission ${access ?? '(none)'}; ask an admin for a token`,
  });
}

function unauthenticated(reply: FastifyReply): UserError {
  reply.header('www-authenticate', 'Bearer');
  return new UserError('unauthenticated', 'This needs a valid API token', {
    hint: 'Send the header Authorization: Bearer vpp_…; vpspilot login keeps it for you',
  });
}

function tooMany(reply: FastifyReply): UserError {
  reply.header('retry-after', '60');
  return new UserError('too_many_requests', 'Too many wrong tokens from this address', {
    hint: 'Wait a minute, and look for a program that uses an old token',
  });
}
