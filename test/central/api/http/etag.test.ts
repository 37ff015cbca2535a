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
});

afterAll(() => central.close());

async function tagOf(path: string): Promise<string> {
  const { headers } = await central.call('GET', path);
  expect(headers['etag']).toMatch(/^"[\w-]{22}"$/);
  return String(headers['etag']);
}

function change(branch: string, tag: string) {
  const headers = { 'if-match': tag };
  return central.call('PATCH', 'projects/shop', { body: { branch }, headers });
}

test('a change of what was changed meanwhile is refused, and nothing happens', async () => {
  const tag = await tagOf('projects/shop');
  expect((await change('next', tag)).status).toBe(200);
  expect(await change('other', tag)).toMatchObject({
    status: 412,
    body: { code: 'precondition_failed', hint: expect.any(String) },
  });
  expect((await central.call('GET', 'projects/shop')).body.branch).toBe('next');
  expect((await change('third', await tagOf('projects/shop'))).status).toBe(200);
  expect((await change('fourth', '*')).status).toBe(200);
  expect((await central.call('PATCH', 'projects/shop', { body: { branch: 'x' } })).status).toBe(
    200,
  );
});

test('of several at the same moment only one counts', async () => {
  const tag = await tagOf('projects/shop');
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((branch) => change(branch, tag)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
});

test('what happens by itself is no change', async () => {
  const tag = await tagOf('projects/shop');
  await central.context.db.project.update({ where: { slug: 'shop' }, data: { lastNumber: 7 } });
  expect(await tagOf('projects/shop')).toBe(tag);
});

test('secrets, nodes and channels have one too', async () => {
  const tag = await tagOf('projects/shop/secrets');
  const body = { set: { KEY: 'value' }, apply: false };
  await central.call('PATCH', 'projects/shop/secrets', { body });
  const again = await central.call('PATCH', 'projects/shop/secrets', {
    body,
    headers: { 'if-match': tag },
  });
  expect(again.status).toBe(412);
  await tagOf('nodes/oslo');
  const gone = await central.call('DELETE', 'nodes/oslo', { headers: { 'if-match': '"no"' } });
  expect(gone.status).toBe(412);
});
