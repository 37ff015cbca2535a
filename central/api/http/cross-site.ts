import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';
import type { Caller } from '../../accounts/caller.ts';
import type { Context } from '../../context.ts';

/** Whether a request only asks. */
export function isSafe({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/**
 * Refuses what another site's page made the browser send. Programs that are no browsers send neither
 * of the headers and pass; they have no cookies that somebody else could use.
 *
 * @throws UserError cross_origin
 */
export function assertSameOrigin({ settings }: Context, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  // A browser sets the first itself: no page can. Where it says so, a proxy may have changed our name.
  if (site === 'same-origin' || site === 'none') return;
  const own = [`${request.protocol}://${request.host}`];
  if (settings.publicUrl !== undefined) own.push(new URL(settings.publicUrl).origin);
  if (site === undefined && (origin === undefined || own.includes(origin))) return;
  throw new UserError('cross_origin', 'This request came from a page of another site', {
    hint: 'Open central by the address in its setting publicUrl',
  });
}

/** @throws UserError csrf_token_invalid */
export function assertCsrfToken(request: FastifyRequest, { csrfToken }: Caller): void {
  const sent = request.headers['x-csrf-token'];
  if (typeof sent === 'string' && csrfToken !== null && isEqual(sent, csrfToken)) return;
  throw new UserError('csrf_token_invalid', 'This request lacks the token of its session', {
    hint: 'Load the page again; programs send the header x-csrf-token with csrfToken of GET /api/v1/me',
  });
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
