import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UserError } from '../../../lib/user-error.ts';
import { findMember } from '../../accounts/find-member.ts';
import type { Context } from '../../context.ts';
import { findNode } from '../../projects/find-node.ts';
import { findProject } from '../../projects/find-project.ts';
import { isSafe } from './cross-site.ts';

type Params = Readonly<Record<string, string>>;

/**
 * What a change at an address would change, and nothing that changes by itself (a deployment, a
 * node's load, when somebody was last seen).
 */
const partsOf: Readonly<Record<string, (context: Context, params: Params) => Promise<unknown>>> = {
  '/api/v1/projects/:project': async (context, { project = '' }) => {
    const { repositoryUrl, repositoryName, branch, domains, autoDeploy, ...row } =
      await findProject(context, project);
    const { nodeId, description, watchPaths, githubConnectionId } = row;
    return [
      ...[repositoryUrl, repositoryName, branch, domains, autoDeploy],
      ...[nodeId, description, watchPaths, githubConnectionId],
    ];
  },
  '/api/v1/projects/:project/secrets': async (context, { project = '' }) => {
    const { id: projectId, environmentVersion } = await findProject(context, project);
    const notes = await context.db.secretNote.findMany({
      where: { projectId },
      omit: { remindedAt: true },
      orderBy: [{ nodeId: 'asc' }, { key: 'asc' }],
    });
    return [projectId, environmentVersion, notes];
  },
  '/api/v1/members/:member': async (context, { member = '' }) => {
    const { id, role, disabledAt, projects } = await findMember(context, member);
    return [id, role, disabledAt, projects.map((one) => [one.project.slug, one.role])];
  },
  '/api/v1/notifications/:channel': ({ db }, { channel }) =>
    db.notificationChannel.findUnique({ where: { id: Number(channel) } }),
  '/api/v1/nodes/:node': async (context, { node = '' }) => {
    const { id, name } = await findNode(context, node);
    const where = { nodeId: id, revokedAt: { not: null } };
    return [id, name, await context.db.nodeCertificate.count({ where })];
  },
};

/**
 * Refuses a change to something that has changed since the caller has read it. Without `if-match`
 * everything passes.
 *
 * @throws UserError precondition_failed
 */
function assertUnchanged(request: FastifyRequest, parts: unknown): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined) return;
  const tags = wanted.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (tags.includes('*') || tags.includes(tagOf(parts))) return;
  throw new UserError('precondition_failed', 'This has been changed since you have read it', {
    hint: 'Read it again, look at what is new, and repeat your change',
  });
}

/**
 * Tags what can be changed, and lets changes with `if-match` to the same thing follow one after the
 * other: of two at once the second finds it changed.
 */
export function tagVersions(app: FastifyInstance, context: Context): void {
  const busy = new Map<string, Promise<void>>();
  const release = new WeakMap<FastifyRequest, () => void>();

  app.addHook('preHandler', async (request) => {
    if (request.headers['if-match'] === undefined || isSafe(request)) return;
    const path = request.url.split('?', 1)[0] ?? '';
    for (let first = busy.get(path); first !== undefined; first = busy.get(path)) await first;
    const { promise, resolve } = Promise.withResolvers<void>();
    busy.set(path, promise);
    release.set(request, () => {
      busy.delete(path);
      resolve();
    });
    const read = partsOf[request.routeOptions.url ?? ''];
    if (read !== undefined) assertUnchanged(request, await read(context, paramsOf(request)));
  });

  app.addHook('onSend', async (request, reply, payload) => {
    release.get(request)?.();
    const read = partsOf[request.routeOptions.url ?? ''];
    if (read === undefined || request.method !== 'GET' || reply.statusCode !== 200) return payload;
    reply.header('etag', tagOf(await read(context, paramsOf(request))));
    return payload;
  });
}

function paramsOf({ params }: FastifyRequest): Params {
  return params as Params;
}

function tagOf(parts: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `"${hash.slice(0, 22)}"`;
}
