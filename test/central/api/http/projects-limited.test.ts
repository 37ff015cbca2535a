import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiToken } from '../../../../central/accounts/api-tokens.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let limited: string;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context, 'oslo');
  await addNode(central.context, 'bergen');
  const project = await addProject(central, { node: 'oslo' });
  await addProject(central, { name: 'other', node: 'oslo' });
  const { db } = central.context;
  const connection = await db.githubConnection.create({
    data: {
      ...{ name: 'acme', kind: 'token', apiUrl: 'https://api.github.com', createdBy: 'test' },
      ...{ credential: '', credentialMask: 'ghp_…' },
    },
  });
  await db.project.update({
    where: { id: project.id },
    data: { githubConnectionId: connection.id },
  });
  const wish = { name: 'limited', role: 'admin', actor: 'test', projectId: project.id } as const;
  limited = (await createApiToken(central.context, wish)).token;
});

afterAll(() => central.close());

function call(method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${limited}` };
  return central.call(method, path, { as: 'nobody', headers, ...(body ? { body } : {}) });
}

test('an admin of one project sees this one alone', async () => {
  const { body } = await call('GET', 'projects');
  expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual(['shop']);
  for (const path of ['', '/secrets', '/secrets/history', '/domains', '/deployments']) {
    expect((await call('GET', `projects/other${path}`)).status, path).toBe(404);
  }
  expect((await call('POST', 'projects/other/secrets/export')).status).toBe(404);
});

test.each([
  [{ repositoryUrl: 'https://github.com/acme/everything' }],
  [{ githubConnection: 'acme' }],
  [{ node: 'bergen' }],
])('what reaches beyond the project is not his to give: %j', async (change) => {
  const refused = await call('PATCH', 'projects/shop', change);
  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
});

test('the rest of it is his', async () => {
  expect((await call('PATCH', 'projects/shop', { branch: 'next' })).status).toBe(200);
  expect((await call('PATCH', 'projects/shop/secrets', { set: { A: 'x' } })).status).toBe(200);
  expect((await call('POST', 'projects/shop/secrets/A/reveal')).body).toEqual({ value: 'x' });
  const without = { githubConnection: null, repositoryUrl: 'https://github.com/acme/mine' };
  expect((await call('PATCH', 'projects/shop', without)).status).toBe(200);
});
