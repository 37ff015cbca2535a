import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDeployment } from '../../../support/deployment-rows.ts';
import {
  addNode,
  addProject,
  decidedDeliveries,
  type HttpCentral,
  pushOf,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let project: { id: number; slug: string; secret: string };

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context, 'oslo');
  await addNode(central.context, 'bergen');
  project = await addProject(central, {
    ...{ node: 'oslo', description: 'Sells things', domains: ['shop.example.org'] },
    watchPaths: ['apps/web/**', '!**/*.md'],
  });
  await addProject(central, {
    name: 'blog',
    repositoryUrl: 'https://github.com/acme/blog',
    node: 'oslo',
  });
});

afterAll(() => central.close());

type Person = 'admin' | 'deployer' | 'viewer';

function change(body: Record<string, unknown>, as: Person = 'admin') {
  return central.call('PATCH', 'projects/shop', { body, as });
}

async function pushed(...files: string[]) {
  const commits = [{ id: 'c'.repeat(40), added: [], modified: files, removed: [] }];
  await central.hook(project.secret, pushOf({ commits }));
  return (await decidedDeliveries(central))[0];
}

describe('paths that are watched', () => {
  test('a push of other paths is kept, with what was looked at', async () => {
    expect(await pushed('docs/guide.txt', 'apps/web/README.md')).toMatchObject({
      outcome: 'ignored',
      reason: 'paths_not_watched',
      detail: 'Changed: docs/guide.txt, apps/web/README.md. Watched: apps/web/**, !**/*.md',
    });
  });

  test('a push of one of them deploys', async () => {
    expect(await pushed('docs/guide.txt', 'apps/web/main.ts')).toMatchObject({
      outcome: 'deployed',
    });
  });

  test('a push whose payload is too large to keep whole is looked at all the same', async () => {
    const commits = Array.from({ length: 300 }, (_, n) => ({
      ...{ id: 'c'.repeat(40), message: 'x'.repeat(300), url: 'y'.repeat(100) },
      ...{ added: [], modified: [`docs/${n}`], removed: [] },
    }));
    await central.hook(project.secret, pushOf({ commits }));
    expect((await decidedDeliveries(central))[0]).toMatchObject({ reason: 'paths_not_watched' });
  });

  test('without patterns every push deploys', async () => {
    await change({ watchPaths: [] });
    expect(await pushed('docs/guide.txt')).toMatchObject({ outcome: 'deployed' });
  });

  test('what is no pattern is refused', async () => {
    const refused = await change({ watchPaths: ['../x'] });
    expect([refused.status, refused.body.code]).toEqual([400, 'watch_path_invalid']);
    expect((await change({ watchPaths: Array(51).fill('a') })).status).toBe(400);
  });
});

describe('a project', () => {
  test('shows what people need of it', async () => {
    const { body } = await central.call('GET', 'projects/shop', { as: 'viewer' });
    expect(body).toMatchObject({
      ...{ description: 'Sells things', appUrl: 'https://shop.example.org', watchPaths: [] },
      ...{ githubConnection: null, deployKey: null, status: 'node_offline' },
    });
  });

  test.each([
    ['q=SELLS', ['shop']],
    ['q=acme/bl', ['blog']],
    ['q=shop.example', ['shop']],
    ['q=nothing', []],
    ['', ['shop', 'blog']],
  ])('is found with %j', async (query, slugs) => {
    const { body } = await central.call('GET', `projects?${query}`, { as: 'viewer' });
    expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual(slugs);
  });

  test('pages go on where the one before ended', async () => {
    const first = (await central.call('GET', 'projects?limit=1')).body;
    const second = (await central.call('GET', `projects?limit=1&cursor=${first.next}`)).body;
    expect([first.items[0].slug, second.items[0].slug, second.next]).toEqual([
      'shop',
      'blog',
      null,
    ]);
  });

  test('moves to another node only before its first deployment', async () => {
    const move = (slug: string, node: string) =>
      central.call('PATCH', `projects/${slug}`, { body: { node } });
    const moved = await move('blog', 'bergen');
    expect(moved.body.project.node.name).toBe('bergen');
    await addDeployment(central.context, moved.body.project.id, { sentAt: new Date() });
    const refused = await move('blog', 'oslo');
    expect([refused.status, refused.body.code]).toEqual([409, 'project_has_releases']);
    expect((await move('blog', 'bergen')).status).toBe(200);
    expect((await move('blog', 'nowhere')).status).toBe(404);
  });

  test('uses a GitHub connection by its name', async () => {
    await central.context.db.githubConnection.create({
      data: {
        ...{ name: 'acme', kind: 'token', apiUrl: 'https://api.github.com', createdBy: 'test' },
        ...{ credential: '', credentialMask: 'ghp_…' },
      },
    });
    const given = await change({ githubConnection: 'acme' });
    expect(given.body.project.githubConnection).toBe('acme');
    expect((await change({ githubConnection: null })).body.project.githubConnection).toBeNull();
    const refused = await change({ githubConnection: 'other' });
    expect([refused.status, refused.body.code]).toEqual([404, 'github_connection_not_found']);
  });

  test('is changed only as it was read, where that is wished', async () => {
    const { headers } = await central.call('GET', 'projects/shop');
    const etag = String(headers['etag']);
    const wish = (description: string) =>
      central.call('PATCH', 'projects/shop', {
        body: { description },
        headers: { 'if-match': etag },
      });
    expect((await wish('first')).status).toBe(200);
    const refused = await wish('second');
    expect([refused.status, refused.body.code]).toEqual([412, 'precondition_failed']);
    expect((await central.call('GET', 'projects/shop')).body.description).toBe('first');
  });

  test('is deleted only by its own name', async () => {
    const remove = (confirm: string) =>
      central.call('DELETE', 'projects/blog', { body: { confirm } });
    const refused = await remove('shop');
    expect([refused.status, refused.body.code]).toEqual([400, 'confirmation_wrong']);
    expect((await central.call('GET', 'projects/blog')).status).toBe(200);
    expect((await remove('blog')).status).toBe(204);
    expect((await central.call('GET', 'projects/blog')).status).toBe(404);
  });
});
