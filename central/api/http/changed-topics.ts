import type { Caller } from '../../accounts/caller.ts';
import type { Context } from '../../context.ts';
import type { Permission } from '../../domain/permissions.ts';
import { mayIn, maySomewhere } from '../../domain/rights.ts';
import type { ListTopic, Topic } from '../../ports.ts';

/** Something a page shows has changed, in the API's words, and who may be told. */
export interface ChangedTopic {
  /** "deployments:shop" */
  name: string;
  concerns(caller: Caller): boolean;
}

/** Whose list it is; whoever may see it somewhere learns that it has changed. */
const readers = {
  projects: 'projects.read',
  nodes: 'nodes.read',
  deliveries: 'deliveries.read',
  audit: 'audit.read',
  members: 'members.read',
  tokens: 'tokens.read',
  notifications: 'notifications.read',
  github: 'github.read',
} as const satisfies Record<ListTopic, Permission>;

/** Turns topics of the bus, which know ids, into those of the API, which names projects and nodes. */
export function createTopicNames({ db }: Context) {
  const projects = createNames(async (id) => {
    const row = await db.project.findUnique({ where: { id: Number(id) }, select: { slug: true } });
    return row?.slug;
  });
  const nodes = createNames(async (id) => {
    const row = await db.node.findUnique({ where: { id }, select: { name: true } });
    return row?.name;
  });
  return async (topic: Topic): Promise<ChangedTopic[]> => {
    const [kind, id = ''] = topic.split(/:(.*)/s, 2);
    switch (kind) {
      case 'project':
      case 'secrets':
        return ofProject(kind, Number(id), await projects(id));
      case 'node':
        return [list('nodes'), ...ofNode(await nodes(id))];
      case 'account':
        return [{ name: 'account', concerns: ({ userId }) => userId === id }];
      case 'access':
        // With other rights everything looks different.
        return [{ name: '*', concerns: () => true }];
      default:
        return Object.hasOwn(readers, topic) ? [list(topic as ListTopic)] : [];
    }
  };
}

function list(name: ListTopic): ChangedTopic {
  return { name, concerns: (caller) => maySomewhere(caller, readers[name]) };
}

function ofProject(
  kind: 'project' | 'secrets',
  id: number,
  slug: string | undefined,
): ChangedTopic[] {
  const concerns = (caller: Caller) => mayIn(caller, 'projects.read', id);
  const names =
    slug === undefined
      ? ['projects']
      : kind === 'secrets'
        ? [`secrets:${slug}`, `project:${slug}`]
        : ['projects', `project:${slug}`, `deployments:${slug}`];
  return names.map((name) => ({ name, concerns }));
}

function ofNode(name: string | undefined): ChangedTopic[] {
  if (name === undefined) return [];
  return [{ name: `node:${name}`, concerns: (caller) => mayIn(caller, 'nodes.read', null) }];
}

/** Names do not change; what is gone by the time it is asked for has none. */
function createNames(read: (id: string) => Promise<string | undefined>) {
  const known = new Map<string, string>();
  const knownMax = 5_000;
  return async (id: string): Promise<string | undefined> => {
    const found = known.get(id) ?? (await read(id));
    if (found === undefined) return undefined;
    if (known.size >= knownMax) known.clear();
    known.set(id, found);
    return found;
  };
}
