import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiToken } from '../../../../central/accounts/api-tokens.ts';
import { topicsAfter } from '../../../../central/api/http/publish-changes.ts';
import { routes } from '../../../../central/api/http/routes.ts';
import { readEventStream } from '../../../../lib/api/event-stream.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let address: string;
let shop: { id: number };
let blog: { id: number };

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  shop = await addProject(central);
  blog = await addProject(central, { name: 'blog' });
  address = await central.listen();
});

afterAll(() => central.close());

/** Collects the names of what changes until `act` is over and `wanted` was among them. */
async function changedDuring(
  act: () => Promise<unknown>,
  wanted: string,
  token = central.tokens.viewer,
): Promise<string[]> {
  const controller = new AbortController();
  const open = (headers: Record<string, string>, signal: AbortSignal) =>
    fetch(`${address}/api/v1/events`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
      signal,
    });
  const seen: string[] = [];
  for await (const { event, data } of readEventStream(open, { signal: controller.signal })) {
    if (event !== 'changed') continue;
    const topics = data['topics'] as string[];
    if (topics.includes('*')) {
      await act();
      continue;
    }
    seen.push(...topics);
    if (seen.includes(wanted)) break;
  }
  controller.abort();
  return [...new Set(seen)].toSorted();
}

test('a change over HTTP is told to open pages, to those who may see it', async () => {
  const act = () => central.call('PATCH', 'projects/shop', { body: { branch: 'next' } });
  const seen = await changedDuring(act, 'project:shop');
  expect(seen).toEqual(['deployments:shop', 'project:shop', 'projects']);
  // The log of changes is for admins.
  expect(await changedDuring(act, 'audit', central.tokens.admin)).toContain('audit');
});

test('a refused change changes nothing', async () => {
  const seen = await changedDuring(async () => {
    await central.call('PATCH', 'projects/shop', { body: { branch: 'a b c' } });
    await central.call('POST', 'projects', { body: {} });
    central.context.bus.publish(['deliveries']);
  }, 'deliveries');
  expect(seen).toEqual(['deliveries']);
});

test('secrets, and what happens without a request', async () => {
  const act = () =>
    central.call('PATCH', 'projects/shop/secrets', {
      body: { set: { KEY: 'value' }, apply: false },
    });
  expect(await changedDuring(act, 'secrets:shop')).toContain('project:shop');
  const node = await changedDuring(
    async () => central.context.bus.publish(['node:node-oslo']),
    'node:oslo',
  );
  expect(node).toEqual(['node:oslo', 'nodes']);
});

test('who may see one project hears nothing of the others', async () => {
  const { token } = await createApiToken(central.context, {
    ...{ name: 'only-blog', role: 'viewer', actor: 'test', projectId: blog.id },
  });
  const seen = await changedDuring(
    async () => central.context.bus.publish([`project:${shop.id}`, `project:${blog.id}`]),
    'project:blog',
    token,
  );
  expect(seen).toEqual(['deployments:blog', 'project:blog', 'projects']);
});

test('every address that changes something says what it changes', () => {
  const silent = Object.keys(routes).filter((route) => {
    const [method = '', url = ''] = route.split(' ');
    return method !== 'GET' && url.startsWith('/api/') && topicsAfter(url) === undefined;
  });
  expect(silent).toEqual([]);
});
