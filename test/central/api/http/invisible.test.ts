/** What one may not see looks exactly like what does not exist, and is in no list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiToken } from '../../../../central/accounts/api-tokens.ts';
import { routes } from '../../../../central/api/http/routes.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { addOneOfEach } from '../../../support/one-of-each.ts';
import type { Person } from '../../../support/people.ts';
import { asNobody } from '../../../support/sign-in.ts';

let central: HttpCentral;
let shop: Record<string, string>;
let blog: Record<string, string>;
/** May everything in the shop, and nothing else. */
let ada: Person;
let shopToken: string;

beforeAll(async () => {
  central = await startHttpCentral();
  shop = await addOneOfEach(central.context, 'shop');
  blog = await addOneOfEach(central.context, 'blog');
  ada = await central.person({ projects: { shop: 'admin' } });
  const wish = { name: 'shop', role: 'admin', actor: 'test' } as const;
  const projectId = Number(shop['projectId']);
  shopToken = (await createApiToken(central.context, { ...wish, projectId })).token;
});

afterAll(() => central.close());

/** Ids of things that are not there, as long as the real ones. */
const missing: Record<string, string> = {
  project: 'nope',
  deployment: 'deployment-of-nope',
  delivery: '999999',
  channel: '999999',
};

const leading = Object.keys(routes).flatMap((route) => {
  const [method = '', path = ''] = route.split(' ');
  const name = /:(project|deployment|delivery|channel)\b/.exec(path)?.[1];
  return name === undefined ? [] : [{ route, method, path, name }];
});

function addressOf(path: string, name: string, id: string): string {
  return path.replace(`:${name}`, id).replace(/:\w+/g, '1');
}

function sayingNothing(text: string, id: string): string {
  return text.replace(/"requestId":"[^"]*"/, '').replaceAll(id, 'ID');
}

describe('things of another project', () => {
  test.each(leading)('$route: the same answer as for nothing', async ({ method, path, name }) => {
    const headers = { authorization: `Bearer ${shopToken}` };
    for (const ask of [
      (url: string) => ada.call(method, url),
      (url: string) => asNobody(central, method, url, { headers }),
    ]) {
      const real = await ask(addressOf(path, name, blog[name] ?? ''));
      const none = await ask(addressOf(path, name, missing[name] ?? ''));
      expect(real.status).toBe(404);
      expect(sayingNothing(real.text, blog[name] ?? '')).toBe(
        sayingNothing(none.text, missing[name] ?? ''),
      );
      expect(real.headers['content-length']).toBeDefined();
    }
  });

  test('cannot be reached by the id where the slug is known', async () => {
    expect((await ada.call('GET', `projects/${blog['projectId']}`)).status).toBe(404);
    expect((await ada.call('GET', `projects/${shop['projectId']}`)).status).toBe(200);
    expect((await ada.call('GET', 'projects/BLOG')).status).toBe(404);
  });

  test('cannot be named in a query or a body either', async () => {
    for (const path of [
      'audit?project=blog',
      'deliveries?project=blog',
      'notifications?project=blog',
    ])
      expect((await ada.call('GET', path)).body.code, path).toBe('project_not_found');
    const channel = {
      ...{ project: 'blog', name: 'x', kind: 'slack', events: ['deployment_failed'] },
      target: { url: 'https://hooks.slack.com/services/x' },
    };
    const made = await ada.call('POST', 'notifications', { body: channel });
    expect(made.body.code).toBe('project_not_found');
  });
});

describe('lists', () => {
  test.each(['projects', 'deliveries', 'audit', 'notifications', 'audit/export?format=json'])(
    '%s hold only what is of the own projects',
    async (path) => {
      const { status, text } = await ada.call('GET', path);
      expect(status).toBe(200);
      expect(text).toContain('shop');
      expect(text).not.toContain('blog');
      expect((await central.call('GET', path)).text).toContain('blog');
    },
  );

  test('the search finds only what is of the own projects, and no nodes', async () => {
    const { body } = await ada.call('GET', 'search?q=o');
    expect(JSON.stringify(body)).toContain('shop');
    expect(JSON.stringify(body)).not.toMatch(/blog|node-of/);
  });

  test('of a member without any role are empty', async () => {
    const nobody = await central.person();
    for (const path of ['projects', 'deliveries'])
      expect((await nobody.call('GET', path)).body.items).toEqual([]);
  });
});

describe('the stream of everything', () => {
  async function linesFor(headers: Record<string, string>, until: RegExp): Promise<string> {
    const address = await listening;
    const controller = new AbortController();
    const response = await fetch(`${address}/api/v1/events`, {
      headers: { ...headers, 'last-event-id': '0' },
      signal: controller.signal,
    });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (until.test(text)) break;
    }
    controller.abort();
    return text;
  }
  let listening: Promise<string>;

  beforeAll(async () => {
    listening = central.listen();
    const line = { at: new Date(), kind: 'state', text: '{"state":"failed"}' };
    for (const { deployment = '' } of [blog, shop])
      await central.context.db.logLine.create({ data: { ...line, deploymentId: deployment } });
  });

  test('tells only of the own projects', async () => {
    const text = await linesFor({ cookie: ada.cookie }, /shop/);
    expect(text).toContain('"project":"shop"');
    expect(text).not.toContain('blog');
  });

  test('ends when the session does, at once', async () => {
    const eve = await central.person({ role: 'viewer' });
    const headers = { cookie: eve.cookie };
    const response = await fetch(`${await listening}/api/v1/events`, { headers });
    const ended = response.text();
    const began = Date.now();
    await central.call('DELETE', `members/${eve.id}`);
    expect(await ended).toContain('retry');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('of one deployment ends for whoever is taken out of its project', async () => {
    const eve = await central.person({ projects: { shop: 'viewer' } });
    await central.context.db.deployment.create({
      data: {
        ...{ id: 'running', projectId: Number(shop['projectId']), nodeId: 'node-node-of-shop' },
        ...{ number: 2, kind: 'manual', state: 'building', environmentVersion: 0 },
        ...{ createdBy: 'test', deadlineAt: new Date(Date.now() + 60_000) },
      },
    });
    const url = `${await listening}/api/v1/deployments/running/events`;
    const headers = { cookie: eve.cookie };
    const response = await fetch(url, { headers });
    expect(response.status).toBe(200);
    const ended = response.text();
    await central.call('DELETE', `projects/shop/members/${eve.id}`);
    expect(await ended).not.toContain('event: end');
    expect((await fetch(url, { headers })).status).toBe(404);
  });
});
