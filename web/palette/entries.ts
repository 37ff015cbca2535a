import type { Guarded } from '../data/me.ts';

/** Something that the palette leads to. */
export interface Entry {
  kind: 'project' | 'node' | 'deployment' | 'page';
  title: string;
  subtitle: string;
  path: string;
}

type PageEntry = Entry & Guarded;

export interface Group {
  title: string;
  entries: readonly Entry[];
}

/** The pages that are always there. */
export const pageEntries: readonly PageEntry[] = [
  page('Overview', '/', 'projects and nodes at a glance'),
  page('New project', '/projects/new', 'from a repository', { permission: 'projects.create' }),
  page('Nodes', '/nodes', 'servers that run applications', { permission: 'nodes.read' }),
  page('Connect a node', '/nodes/new', 'the command to run on it', { permission: 'nodes.write' }),
  page('Webhook deliveries', '/deliveries', 'what GitHub sent, and what came of it', {
    ...{ permission: 'deliveries.read', inProjects: true },
  }),
  page('Members', '/members', 'people, roles, invitations', { permission: 'members.read' }),
  page('API tokens', '/tokens', 'keys for programs', {
    permission: 'tokens.read',
    inProjects: true,
  }),
  page('Audit log', '/audit', 'who changed what', { permission: 'audit.read', inProjects: true }),
  page('Settings', '/settings', 'notifications, GitHub', { permission: 'notifications.read' }),
  page('Account', '/account', 'password, two-step sign-in, sessions'),
  page('API reference', '/api', 'every address, with examples'),
];

function page(title: string, path: string, subtitle: string, guard: Guarded = {}): PageEntry {
  return { kind: 'page', title, path, subtitle, ...guard };
}

const titles = {
  project: 'Projects',
  deployment: 'Deployments',
  node: 'Nodes',
  page: 'Pages',
} as const;

/** What is shown for a text: where one was lately for none, else what matches, each thing once. */
export function groupsOf(
  text: string,
  pages: readonly Entry[],
  found: readonly Entry[],
  recent: readonly Entry[],
): readonly Group[] {
  const word = text.trim().toLowerCase();
  if (word === '') {
    const been = new Set(recent.map(({ path }) => path));
    const others = pages.filter(({ path }) => !been.has(path));
    return filled([
      { title: 'Recent', entries: recent },
      { title: 'Pages', entries: others },
    ]);
  }
  const matching = pages.filter(({ title, subtitle }) =>
    `${title} ${subtitle}`.toLowerCase().includes(word),
  );
  const all = new Map([...found, ...matching].map((entry) => [entry.path, entry]));
  const kinds = Object.keys(titles) as (keyof typeof titles)[];
  return filled(
    kinds.map((kind) => ({
      title: titles[kind],
      entries: [...all.values()].filter((entry) => entry.kind === kind),
    })),
  );
}

function filled(groups: readonly Group[]): readonly Group[] {
  return groups.filter(({ entries }) => entries.length > 0);
}
