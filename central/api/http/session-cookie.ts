import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';

/** As long as a session may last at most; central decides when it really ends. */
const maxAgeSeconds = 90 * 24 * 3600;

/** What the browser has said of its session. */
export function readSessionCookie(context: Context, request: FastifyRequest): string | undefined {
  return request.cookies[nameFor(context, request)];
}

/** Gives the browser a new session, in place of whatever it had. */
export function setSessionCookie(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  const options = { ...optionsFor(context, request), maxAge: maxAgeSeconds };
  reply.setCookie(nameFor(context, request), token, options);
}

/** Takes the session from the browser. */
export function clearSessionCookie(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.clearCookie(nameFor(context, request), optionsFor(context, request));
}

/** With `__Host-` no other name of the domain, and nothing that came without TLS, can plant it. */
function nameFor(context: Context, request: FastifyRequest): string {
  return isSecure(context, request) ? '__Host-vpspilot' : 'vpspilot';
}

function optionsFor(context: Context, request: FastifyRequest) {
  const secure = isSecure(context, request);
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

function isSecure({ settings }: Context, request: FastifyRequest): boolean {
  return request.protocol === 'https' || settings.publicUrl?.startsWith('https:') === true;
}
