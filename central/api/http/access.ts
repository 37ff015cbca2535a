import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';
import { authenticate, refresh } from '../../accounts/authenticate.ts';
import type { Caller } from '../../accounts/caller.ts';
import { authenticateSession } from '../../accounts/sessions.ts';
import type { Context } from '../../context.ts';
import type { Permission } from '../../domain/permissions.ts';
import { mayIn, maySomewhere, roleIn } from '../../domain/rights.ts';
import { type AttemptCounter, createAttemptCounter } from './attempt-counter.ts';
import { assertCsrfToken, assertSameOrigin, isSafe } from './cross-site.ts';
import { projectOf } from './project-of.ts';
import { type Access, accessTo } from './routes.ts';
import { readSessionCookie } from './session-cookie.ts';

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
 * who may not. 401: nobody is signed in; 404: it is not there for this caller; 403: he sees it, and
 * may not do this with it.
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
    if (access === 'public') return guardPublic(context, request, url);
    const caller = await callerOf(context, request, failures);
    if (caller === undefined) {
      throw failures.isOver(request.ip) ? tooMany(reply) : unauthenticated(reply);
    }
    await assertMay(context, request, caller, access);
    request.caller = caller;
  });
}

/** Signing somebody in as somebody else is an attack too. */
function guardPublic(context: Context, request: FastifyRequest, url: string): void {
  if (url.startsWith('/api/') && !isSafe(request)) assertSameOrigin(context, request);
}

/** Whether whoever opened a stream may still have it; his rights of now are the request's from then on. */
export async function stillMay(context: Context, request: FastifyRequest): Promise<boolean> {
  if (request.caller === null) return true;
  const caller = await refresh(context, request.caller);
  if (caller === undefined) return false;
  request.caller = caller;
  const access = accessTo(request.method, request.routeOptions.url ?? '');
  return assertMay(context, request, caller, access).then(
    () => true,
    () => false,
  );
}

/** The caller of a route that is not public. */
export function callerIn(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('a public route has no caller');
  return request.caller;
}

/**
 * For what an address does not say: the project named in a body or a query. Null: no project.
 *
 * @throws UserError forbidden
 */
export function requirePermission(
  caller: Caller,
  permission: Permission,
  projectId: number | null,
): void {
  if (!mayIn(caller, permission, projectId)) throw forbidden(caller, permission, projectId);
}

/** A bearer token counts alone: no page of another site can make a browser send one. */
async function callerOf(
  context: Context,
  request: FastifyRequest,
  failures: AttemptCounter,
): Promise<Caller | undefined> {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer === undefined) return sessionOf(context, request);
  const caller = await authenticate(context, bearer);
  if (caller === undefined) failures.add(request.ip);
  return caller;
}

async function sessionOf(context: Context, request: FastifyRequest): Promise<Caller | undefined> {
  const token = readSessionCookie(context, request);
  const caller = token === undefined ? undefined : await authenticateSession(context, token);
  if (caller === undefined || isSafe(request)) return caller;
  assertSameOrigin(context, request);
  assertCsrfToken(request, caller);
  return caller;
}

async function assertMay(
  context: Context,
  request: FastifyRequest,
  caller: Caller,
  access: Access | undefined,
): Promise<void> {
  if (access === undefined || access === 'public') throw new Error('there is nothing to decide');
  const [kind, named] = access.includes(':') ? access.split(':') : ['project', access];
  const permission = named as Permission;
  if (permission === 'account') return assertPerson(caller);
  if (kind !== 'project') {
    if (!maySomewhere(caller, permission)) throw forbidden(caller, permission, null);
    return;
  }
  const params = request.params as Readonly<Record<string, string>>;
  const about = await projectOf(context, params);
  const projectId = about?.projectId ?? null;
  if (about !== undefined && roleIn(caller, projectId) === null) throw about.notFound;
  requirePermission(caller, permission, projectId);
}

function assertPerson({ kind }: Caller): void {
  if (kind === 'session') return;
  throw new UserError('forbidden', 'A token may not do this', {
    hint: 'Sign in at the dashboard: it is about the person and not about its programs',
  });
}

function forbidden(caller: Caller, permission: Permission, projectId: number | null): UserError {
  const role = roleIn(caller, projectId);
  const who = role === null ? 'Somebody without a role here' : `A ${role}`;
  const isScoped = caller.scopes.length > 0 && !caller.scopes.includes(permission);
  return new UserError('forbidden', `${isScoped ? 'This token' : who} may not do this`, {
    hint: `It needs the permission ${permission}; ask an admin`,
  });
}

function unauthenticated(reply: FastifyReply): UserError {
  reply.header('www-authenticate', 'Bearer');
  return new UserError('unauthenticated', 'This needs a session or a valid API token', {
    hint: 'Sign in, or send the header Authorization: Bearer vpp_…; vpspilot login keeps it for you',
  });
}

function tooMany(reply: FastifyReply): UserError {
  reply.header('retry-after', '60');
  return new UserError('too_many_requests', 'Too many wrong tokens from this address', {
    hint: 'Wait a minute, and look for a program that uses an old token',
  });
}
