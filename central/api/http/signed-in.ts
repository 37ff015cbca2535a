import type { FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';
import { authenticateSession, endSession, type Origin } from '../../accounts/sessions.ts';
import type { Context } from '../../context.ts';
import { meView } from './me.ts';
import { readSessionCookie, setSessionCookie } from './session-cookie.ts';

export function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}

/** Gives the browser its new session. One that it had before ends: its cookie may be known to others. */
export async function sendSignedIn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
) {
  const before = readSessionCookie(context, request);
  if (before !== undefined) await endSession(context, before);
  setSessionCookie(context, request, reply, token);
  reply.header('cache-control', 'no-store');
  const caller = await authenticateSession(context, token);
  if (caller === undefined) {
    throw new UserError('wrong_credentials', 'This account was shut out at this very moment', {
      hint: 'Ask an admin',
    });
  }
  return { state: 'signed_in' as const, me: await meView(context, caller) };
}
