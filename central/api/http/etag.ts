import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';

/**
 * `parts`: what a change of it would change, and nothing that changes by itself (a node's load, a
 * deployment). One who reads sends the tag; one who changes compares:
 *
 *     sendEtag(reply, projectParts(project));
 *     assertUnchanged(request, projectParts(project));
 */
export function sendEtag(reply: FastifyReply, parts: unknown): void {
  reply.header('etag', etagOf(parts));
}

/**
 * Refuses a change to something that has changed since the caller has read it. Without `if-match`
 * everything passes.
 *
 * @throws UserError precondition_failed
 */
export function assertUnchanged(request: FastifyRequest, parts: unknown): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined || wanted.trim() === '*') return;
  const tags = wanted.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tags.includes(etagOf(parts))) return;
  throw new UserError('precondition_failed', 'This has been changed since you have read it', {
    hint: 'Read it again, look at what is new, and repeat your change',
  });
}

function etagOf(parts: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `"${hash.slice(0, 22)}"`;
}
