import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  await addProject(central);
  await addProject(central, { name: 'blog', domains: ['blog.example.org'] });
});

afterAll(() => central.close());

function add(domain: string, as: 'admin' | 'deployer' = 'admin') {
  return central.call('POST', 'projects/shop/domains', { body: { domain }, as });
}

async function domains(): Promise<string[]> {
  const { body } = await central.call('GET', 'projects/shop/domains', { as: 'viewer' });
  return body.items.map(({ domain }: { domain: string }) => domain);
}

test('domains come one by one, as host names', async () => {
  const added = await add(' Shop.Example.org. ');
  expect([added.status, added.body]).toEqual([
    201,
    {
      domain: {
        domain: 'shop.example.org',
        url: 'https://shop.example.org',
        certificate: { state: 'unknown', notAfter: null },
      },
      deployment: null,
    },
  ]);
  expect((await add('shop.localhost')).body.domain.certificate.state).toBe('none');
  expect(await domains()).toEqual(['shop.example.org', 'shop.localhost']);
});

test.each([
  ['blog.example.org', 409, 'domain_taken'],
  ['shop.example.org', 409, 'domain_taken'],
  ['https://shop.example.org/x', 400, 'domain_invalid'],
])('%s is refused: %i %s', async (domain, status, code) => {
  const before = await domains();
  const refused = await add(domain);
  expect([refused.status, refused.body.code]).toEqual([status, code]);
  expect(await domains()).toEqual(before);
});

test('two at once are both there', async () => {
  await Promise.all([add('one.example.org'), add('two.example.org')]);
  expect(await domains()).toEqual(expect.arrayContaining(['one.example.org', 'two.example.org']));
});

test('a domain is taken away, and is free for others then', async () => {
  const remove = () => central.call('DELETE', 'projects/shop/domains/shop.example.org');
  expect((await remove()).status).toBe(204);
  expect((await remove()).body.code).toBe('domain_not_found');
  const taken = await central.call('POST', 'projects/blog/domains', {
    body: { domain: 'shop.example.org' },
  });
  expect(taken.status).toBe(201);
  const entries = await central.context.db.auditEntry.findMany({
    orderBy: { id: 'desc' },
    take: 2,
  });
  expect(entries.map(({ action, detail }) => `${action} ${detail}`)).toEqual([
    'domain.add shop.example.org',
    'domain.remove shop.example.org',
  ]);
});

test('only who may change the project changes its domains', async () => {
  expect((await add('more.example.org', 'deployer')).status).toBe(403);
});
