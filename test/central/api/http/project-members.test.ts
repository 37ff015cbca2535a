import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { addOneOfEach } from '../../../support/one-of-each.ts';
import { asNobody } from '../../../support/sign-in.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral();
  await addOneOfEach(central.context, 'shop');
  await addOneOfEach(central.context, 'blog');
});

afterAll(() => central.close());

const code = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];

describe('the members of a project', () => {
  test('are those with a role in it and those with a role everywhere', async () => {
    const here = await central.person({ projects: { shop: 'deployer' } });
    const everywhere = await central.person({ role: 'admin', projects: { shop: 'viewer' } });
    const higher = await central.person({ role: 'viewer', projects: { shop: 'admin' } });
    const elsewhere = await central.person({ projects: { blog: 'admin' } });
    const { body } = await here.call('GET', 'projects/shop/members');
    const of = ({ id }: { id: string }) =>
      body.items.find((one: { member: { id: string } }) => one.member.id === id);
    expect(of(here)).toMatchObject({ role: 'deployer', from: 'project' });
    expect(of(everywhere)).toMatchObject({ role: 'admin', from: 'everywhere' });
    expect(of(higher)).toMatchObject({ role: 'admin', from: 'project' });
    expect(of(elsewhere)).toBeUndefined();
  });

  test('are made by its admins, also by those of this project only', async () => {
    const boss = await central.person({ projects: { shop: 'admin' } });
    const ada = await central.person();
    expect((await ada.call('GET', 'projects/shop')).status).toBe(404);
    const set = (role: string, who = ada.id) =>
      boss.call('PUT', `projects/shop/members/${who}`, { body: { role } });
    expect((await set('deployer')).status).toBe(204);
    expect((await ada.call('GET', 'projects/shop')).status).toBe(200);
    expect((await set('viewer', ada.email)).status).toBe(204);
    expect((await ada.call('POST', 'projects/shop/deployments', { body: {} })).status).toBe(403);
    expect((await set('owner')).status).toBe(400);
    expect(code(await set('viewer', 'nobody'))).toEqual([404, 'member_not_found']);
    const other = await boss.call('PUT', `projects/blog/members/${ada.id}`, {
      body: { role: 'viewer' },
    });
    expect(code(other)).toEqual([404, 'project_not_found']);
    expect((await boss.call('DELETE', `projects/shop/members/${ada.id}`)).status).toBe(204);
    expect((await ada.call('GET', 'projects/shop')).status).toBe(404);
  });
});

describe('tokens of people', () => {
  const make = async (who: Awaited<ReturnType<HttpCentral['person']>>, body: object) =>
    who.call('POST', 'tokens', { body: { name: 'ci', ...body } });
  const by = (token: string, path: string) =>
    asNobody(central, 'GET', path, { headers: { authorization: `Bearer ${token}` } });

  test('are for at most what the person may', async () => {
    const viewer = await central.person({ role: 'viewer', projects: { shop: 'deployer' } });
    expect(code(await make(viewer, { role: 'deployer' }))).toEqual([403, 'token_exceeds_rights']);
    expect(code(await make(viewer, { role: 'owner' }))).toEqual([403, 'token_exceeds_rights']);
    const inShop = await make(viewer, { role: 'deployer', project: 'shop' });
    expect(inShop).toMatchObject({ status: 201, body: { record: { project: 'shop' } } });
    expect((await by(inShop.body.token, 'projects/shop')).status).toBe(200);
    expect((await by(inShop.body.token, 'projects/blog')).status).toBe(404);
    const outsider = await central.person({ projects: { blog: 'admin' } });
    const foreign = await make(outsider, { role: 'viewer', project: 'shop' });
    expect(code(foreign)).toEqual([404, 'project_not_found']);
    expect(code(await make(outsider, { role: 'viewer' }))).toEqual([403, 'token_exceeds_rights']);
  });

  test('with scopes hand out no more than these, and live no longer', async () => {
    const admin = await central.person({ role: 'admin' });
    const scopes = ['tokens.write', 'projects.read'];
    const { token } = (await make(admin, { role: 'admin', scopes, expiresInDays: 2 })).body;
    const again = (body: object) =>
      asNobody(central, 'POST', 'tokens', {
        headers: { authorization: `Bearer ${token}` },
        body: { name: 'child', role: 'admin', ...body },
      });
    expect(code(await again({}))).toEqual([403, 'token_exceeds_rights']);
    const more = await again({ scopes: ['projects.read', 'secrets.reveal'] });
    expect(code(more)).toEqual([403, 'token_exceeds_rights']);
    const child = await again({ scopes: ['projects.read'], expiresInDays: 3000 });
    expect(child.status).toBe(201);
    const days = (Date.parse(child.body.record.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeLessThan(2.1);
    expect((await by(child.body.token, 'projects')).status).toBe(200);
    expect((await by(child.body.token, 'nodes')).status).toBe(403);
    expect((await again({ scopes: ['no.such'] })).status).toBe(400);
  });

  test("are one's own; admins see and end all", async () => {
    const ada = await central.person({ role: 'viewer' });
    const eve = await central.person({ role: 'deployer' });
    const { record } = (await make(ada, { role: 'viewer' })).body;
    const namesOf = async (who: typeof ada) =>
      (await who.call('GET', 'tokens')).body.items.map((one: { id: string }) => one.id);
    expect(await namesOf(ada)).toEqual([record.id]);
    expect(await namesOf(eve)).toEqual([]);
    expect(code(await eve.call('DELETE', `tokens/${record.id}`))).toEqual([404, 'token_not_found']);
    const admin = await central.person({ role: 'admin' });
    expect(await namesOf(admin)).toContain(record.id);
    expect((await admin.call('DELETE', `tokens/${record.id}`)).status).toBe(204);
  });

  test('cannot be about the person: no token changes a password', async () => {
    const { call } = central;
    const body = { current: 'x', password: 'seven grey geese sing' };
    for (const as of ['viewer', 'owner'] as const)
      expect((await call('POST', 'account/password', { as, body })).status).toBe(403);
  });
});
