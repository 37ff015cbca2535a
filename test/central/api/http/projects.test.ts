import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral({ settings: { publicUrl: 'https://ci.example.org/' } });
});

afterAll(() => central.close());

function create(wish: Record<string, unknown>) {
  const body = { name: 'blog', repositoryUrl: 'https://github.com/acme/blog', ...wish };
  return central.call('POST', 'projects', { body });
}

describe('projects', () => {
  test('without a node there is nowhere to run', async () => {
    expect(await create({})).toMatchObject({ status: 409, body: { code: 'node_required' } });
    await addNode(central.context, 'oslo');
  });

  test('creating one shows webhook address and secret, once', async () => {
    const { status, body } = await create({
      name: 'Shop',
      repositoryUrl: 'git@github.com:Acme/Shop.git',
      domains: ['Shop.Example.org'],
    });
    expect(status).toBe(201);
    expect(body.project).toMatchObject({
      slug: 'shop',
      repositoryName: 'acme/shop',
      branch: 'main',
      domains: ['shop.example.org'],
      autoDeploy: true,
      node: { name: 'oslo', connected: false },
      live: null,
      latest: null,
    });
    expect(body.webhook).toMatchObject({
      url: 'https://ci.example.org/webhooks/github?project=shop',
      secret: expect.stringMatching(/^[0-9a-f]{64}$/),
      contentType: 'application/json',
    });
    const again = await central.call('GET', 'projects/shop');
    expect(again.text).not.toContain(body.webhook.secret);
    expect(again.text).not.toContain('webhookSecret');
    const row = await central.context.db.project.findUniqueOrThrow({ where: { slug: 'shop' } });
    expect(row.webhookSecret).not.toContain(body.webhook.secret);
  });

  test('it is found by slug, whatever its case, and by id', async () => {
    const { body } = await central.call('GET', 'projects/shop');
    expect((await central.call('GET', `projects/${body.id}`)).body.slug).toBe('shop');
    expect((await central.call('GET', 'projects/SHOP')).body.slug).toBe('shop');
    const nothing = await central.call('GET', 'projects/nothing');
    expect(nothing).toMatchObject({
      status: 404,
      body: { code: 'project_not_found', hint: expect.any(String) },
    });
  });

  test.each([
    [{ name: 'shop' }, 409, 'project_exists'],
    [{ name: '12' }, 400, 'project_name_invalid'],
    [{ repositoryUrl: 'ext::sh -c id' }, 400, 'repository_url_invalid'],
    [{ repositoryUrl: 'https://a:b@github.com/a/b' }, 400, 'repository_url_has_password'],
    [{ branch: '--upload-pack=x' }, 400, 'branch_invalid'],
    [{ domains: ['shop.example.org'] }, 409, 'domain_taken'],
    [{ domains: ['a b'] }, 400, 'domain_invalid'],
    [{ node: 'bergen' }, 404, 'node_not_found'],
    [{ repositoryName: 'x' }, 400, 'invalid_request'],
    [{ surprise: true }, 400, 'invalid_request'],
  ])('%j is refused: %i %s', async (wish, status, code) => {
    expect(await create(wish)).toMatchObject({ status, body: { code } });
  });

  test('two at once with one name: one of them is told so', async () => {
    const answers = await Promise.all([create({ name: 'twin' }), create({ name: 'twin' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('changes are checked, kept and written into the audit log', async () => {
    const body = { branch: 'release', domains: ['new.example.org'], autoDeploy: false };
    const changed = await central.call('PATCH', 'projects/shop', { body });
    expect(changed.body).toMatchObject({ project: body, deployment: null });
    expect(await central.call('PATCH', 'projects/shop', { body: { branch: '..' } })).toMatchObject({
      status: 400,
    });
    const { body: audit } = await central.call('GET', 'audit?project=shop');
    expect(audit.items.map((item: { action: string }) => item.action)).toEqual([
      'project.update',
      'project.create',
    ]);
    expect(audit.items[0]).toMatchObject({ actor: 'token:test-admin', target: 'shop' });
  });

  test('a new webhook secret replaces the old one', async () => {
    const { id, secret } = await addProject(central, { name: 'hooked' });
    const { body } = await central.call('POST', 'projects/hooked/webhook-secret');
    expect(body.secret).not.toBe(secret);
    const row = await central.context.db.project.findUniqueOrThrow({ where: { id } });
    expect(await central.context.secretBox.open(row.webhookSecret)).toBe(body.secret);
  });

  test('lists are paged by key', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await central.call('GET', `projects?limit=2${query}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((item: { slug: string }) => item.slug));
      cursor = body.next;
    } while (cursor !== null);
    expect(seen).toEqual(['shop', 'twin', 'hooked']);
    expect((await central.call('GET', 'projects?limit=0')).status).toBe(400);
  });

  test('a deleted one is gone with its secrets, and its name is free', async () => {
    const { id } = await addProject(central, { name: 'short-lived' });
    await central.call('PATCH', 'projects/short-lived/secrets', { body: { set: { A: 'b' } } });
    expect((await central.call('DELETE', 'projects/short-lived')).status).toBe(204);
    expect((await central.call('GET', 'projects/short-lived')).status).toBe(404);
    expect((await central.call('GET', `projects/${id}`)).status).toBe(404);
    expect(await central.context.db.secretVersion.count({ where: { projectId: id } })).toBe(0);
    expect((await create({ name: 'short-lived' })).status).toBe(201);
  });
});
