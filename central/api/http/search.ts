import { z } from 'zod';
import type { Caller } from '../../accounts/caller.ts';
import type { Context } from '../../context.ts';
import { mayIn, visibleProjects } from '../../domain/rights.ts';
import { listProjects } from '../../projects/list-projects.ts';
import { searchDeployments, searchNodes } from '../../projects/search.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { projectPages, searchPages } from './search-pages.ts';

const resultSchema = z
  .object({
    kind: z.enum(['project', 'node', 'deployment', 'page']),
    title: z.string(),
    subtitle: z.string(),
    path: z.string().describe('Of the page in the dashboard'),
  })
  .meta({ id: 'SearchResult' });

type Result = z.infer<typeof resultSchema>;

const resultsMax = 20;
/** Of each kind, so that one does not push out the others. */
const kindMax = 8;

/** What the command palette asks with every key: few indexed queries, no counting. */
export function searchRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/search',
    schema: {
      summary: 'Find projects, nodes, deployments and pages by a few letters',
      querystring: z.object({ q: z.string().trim().max(200) }),
      response: { 200: z.object({ items: z.array(resultSchema) }) },
    },
    handler: async (request) => {
      const { q } = request.query;
      const caller = callerIn(request);
      const found = await Promise.all([
        projects(context, caller, q),
        nodes(context, caller, q),
        pages(caller, q),
        deployments(context, caller, q),
      ]);
      return { items: found.flat().slice(0, resultsMax) };
    },
  });
}

/** "shop" is a project, "shop sec" its secrets. */
async function projects(context: Context, caller: Caller, q: string): Promise<Result[]> {
  const [name = '', wanted = ''] = q.split(/\s+/, 2);
  const visible = visibleProjects(caller);
  const rows = await listProjects(context, { visible, q: name, limit: kindMax });
  const ranked = rows.toSorted((a, b) => rank(a.slug, name) - rank(b.slug, name));
  return ranked.flatMap(({ slug, repositoryName, description }) => {
    const about = description === '' ? repositoryName : description;
    const result = { kind: 'project' as const, title: slug, subtitle: about };
    if (wanted === '') return [{ ...result, path: `/projects/${slug}` }];
    return Object.entries(projectPages)
      .filter(([, title]) => title.toLowerCase().startsWith(wanted.toLowerCase()))
      .map(([path, title]) => ({
        ...result,
        title: `${slug} · ${title}`,
        path: `/projects/${slug}${path}`,
      }));
  });
}

/** What begins with the words comes before what only has them somewhere. */
function rank(slug: string, text: string): number {
  if (slug === text.toLowerCase()) return 0;
  return slug.startsWith(text.toLowerCase()) ? 1 : 2;
}

async function nodes(context: Context, caller: Caller, q: string): Promise<Result[]> {
  if (!mayIn(caller, 'nodes.read', null)) return [];
  const rows = await searchNodes(context, q, kindMax);
  return rows.map(({ id, name, hostname }) => {
    const connected = context.gateway.session(id) !== undefined;
    const subtitle = [hostname, connected ? 'online' : 'offline'].filter(Boolean).join(', ');
    return { kind: 'node', title: name, subtitle, path: `/nodes/${encodeURIComponent(name)}` };
  });
}

async function deployments(context: Context, caller: Caller, q: string): Promise<Result[]> {
  if (q.length < 1) return [];
  const visible = visibleProjects(caller, 'deployments.read');
  const rows = await searchDeployments(context, { text: q, visible, limit: kindMax });
  return rows.map(({ project: { slug }, number, commitMessage, commit, state }) => ({
    kind: 'deployment',
    title: `${slug} #${number}`,
    subtitle: [state, commit.slice(0, 7), commitMessage.split('\n', 1)[0]?.slice(0, 100)]
      .filter(Boolean)
      .join(' · '),
    path: `/projects/${slug}/deployments/${number}`,
  }));
}

function pages(caller: Caller, q: string): Result[] {
  const found = searchPages(q, caller).slice(0, kindMax);
  return found.map(({ title, path }) => ({ kind: 'page', title, subtitle: '', path }));
}
