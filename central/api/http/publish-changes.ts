import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { Topic } from '../../ports.ts';
import { isSafe } from './cross-site.ts';

type Where = { project: number | undefined; node: string | undefined; user: string | undefined };

/**
 * What a successful change changes on other people's screens, by the beginning of its address; the
 * first that fits counts. Use cases publish what also happens without a request.
 */
const changesOf: readonly (readonly [prefix: string, topics: (where: Where) => Topic[]])[] = [
  ['/projects/:project/secrets', ({ project }) => known('secrets', project)],
  ['/projects/:project/members', ({ project }) => ['members', ...known('project', project)]],
  ['/projects', ({ project }) => ['projects', ...known('project', project)]],
  ['/deployments', () => []],
  ['/nodes', ({ node }) => ['nodes', ...known('node', node)]],
  ['/deliveries', () => ['deliveries']],
  ['/dependencies', () => []],
  ['/members', () => ['members']],
  ['/invitations', () => ['members']],
  ['/tokens', () => ['tokens']],
  ['/account', ({ user }) => known('account', user)],
  ['/session', ({ user }) => known('account', user)],
  ['/setup', () => ['members']],
  ['/notifications', () => ['notifications']],
  ['/github', () => ['github']],
];

/** Tells open pages of every successful change that came over HTTP. */
export function publishChanges(app: FastifyInstance, context: Context): void {
  app.addHook('onResponse', async (request, reply) => {
    if (isSafe(request) || reply.statusCode >= 300) return;
    const topics = topicsAfter(request.routeOptions.url ?? '');
    if (topics === undefined) return;
    context.bus.publish(['audit', ...topics(await whereOf(context, request))]);
  });
}

/** What a change at this address changes; undefined: nobody has said. */
export function topicsAfter(url: string): ((where: Where) => Topic[]) | undefined {
  const path = url.replace('/api/v1', '');
  return changesOf.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
}

async function whereOf({ db }: Context, request: FastifyRequest): Promise<Where> {
  const { project = '', node = '' } = request.params as Readonly<Record<string, string>>;
  const user = request.caller?.userId ?? undefined;
  const ofProject = /^\d{1,9}$/.test(project) ? { id: Number(project) } : { slug: project };
  const [foundProject, foundNode] = await Promise.all([
    project === '' ? null : db.project.findUnique({ where: ofProject, select: { id: true } }),
    node === ''
      ? null
      : db.node.findFirst({ where: { OR: [{ id: node }, { name: node }] }, select: { id: true } }),
  ]);
  return { project: foundProject?.id, node: foundNode?.id, user };
}

function known<Kind extends 'project' | 'secrets' | 'node' | 'account'>(
  kind: Kind,
  id: number | string | undefined,
): Topic[] {
  return id === undefined ? [] : [`${kind}:${id}` as Topic];
}
