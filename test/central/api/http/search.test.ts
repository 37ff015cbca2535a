import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiToken } from '../../../../central/accounts/api-tokens.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let blogToken: string;

beforeAll(async () => {
  central = await startHttpCentral();
  const nodeId = await addNode(central.context);
  const shop = await addProject(central);
  const blog = await addProject(central, {
    name: 'blog',
    repositoryUrl: 'https://github.com/acme/words.git',
  });
  for (const [projectId, number, commitMessage] of [
    [shop.id, 1, 'Mend the Cart\n\nmore'],
    [shop.id, 2, 'Faster'],
    [blog.id, 1, 'New theme for the cart'],
  ] as const) {
    await central.context.db.deployment.create({
      data: {
        ...{ id: `${projectId}-${number}`, projectId, nodeId, number, commitMessage },
        ...{ kind: 'push', state: 'live', commit: `${number}`.repeat(40) },
        ...{ environmentVersion: 0, createdBy: 'test', deadlineAt: new Date() },
      },
    });
  }
  const made = await createApiToken(central.context, {
    ...{ name: 'blog', role: 'viewer', actor: 'test', projectId: blog.id },
  });
  blogToken = made.token;
});

afterAll(() => central.close());

async function search(q: string, token?: string): Promise<string[]> {
  const path = `search?q=${encodeURIComponent(q)}`;
  const { body } = await (token === undefined
    ? central.call('GET', path)
    : central.call('GET', path, {
        as: 'nobody',
        headers: { authorization: `Bearer ${token}` },
      }));
  return body.items.map(({ kind, path: to }: { kind: string; path: string }) => `${kind} ${to}`);
}

test('finds projects and their pages, nodes, and pages of the dashboard', async () => {
  expect(await search('sho')).toContain('project /projects/shop');
  expect(await search('shop sec')).toEqual(['project /projects/shop/secrets']);
  expect(await search('osl')).toEqual(['node /nodes/oslo']);
  expect(await search('servers')).toEqual(['page /nodes']);
  expect(await search('')).toContain('page /');
});

test('finds deployments by number, commit and message', async () => {
  expect(await search('#2')).toEqual(['deployment /projects/shop/deployments/2']);
  expect(await search('2222222')).toEqual(['deployment /projects/shop/deployments/2']);
  expect((await search('cart')).toSorted()).toEqual([
    'deployment /projects/blog/deployments/1',
    'deployment /projects/shop/deployments/1',
  ]);
  const { body } = await central.call('GET', 'search?q=mend');
  expect(body.items[0]).toMatchObject({
    title: 'shop #1',
    subtitle: 'live · 1111111 · Mend the Cart',
  });
});

test('finds only what the caller may see', async () => {
  expect(await search('cart', blogToken)).toEqual(['deployment /projects/blog/deployments/1']);
  expect(await search('sho', blogToken)).toEqual([]);
  expect(await search('osl', blogToken)).toEqual([]);
  expect(await search('audit', blogToken)).toEqual([]);
});

test('what has a meaning in SQL is text', async () => {
  for (const text of ["' OR 1=1 --", '%', '_', '"', '\\', ')']) {
    const { status } = await central.call('GET', `search?q=${encodeURIComponent(text)}`);
    expect(status).toBe(200);
  }
});
