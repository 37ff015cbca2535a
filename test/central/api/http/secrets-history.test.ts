import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentFor } from '../../../../central/secrets/environment-for.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let project: { id: number };

const path = 'projects/shop/secrets';

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context, 'oslo');
  project = await addProject(central, { node: 'oslo' });
  await change({ set: { A: 'first-a', B: 'first-b' } });
  await change({ set: { A: 'second-a' } }, 'deployer');
  await change({ set: { A: 'own-a' }, node: 'oslo' });
  await change({ unset: ['B'] });
  await change({ set: { B: 'again-b', C: 'new-c' }, kind: { C: 'plain' } });
});

afterAll(() => central.close());

function change(body: Record<string, unknown>, as: 'admin' | 'deployer' = 'admin') {
  return central.call('PATCH', path, { body, as });
}

function get(query: string, as: 'viewer' | 'admin' = 'viewer') {
  return central.call('GET', `${path}/${query}`, { as });
}

async function values() {
  return (await environmentFor(central.context, project.id, 'node-oslo')).values;
}

describe('history', () => {
  test('tells who changed which names when, newest first, never a value', async () => {
    const { body, text } = await get('history');
    const at = expect.any(String);
    const admin = { at, by: 'token:test-admin' };
    const change = (key: string, what: string, node: string | null = null) => ({
      ...{ key, node, change: what },
    });
    expect(body).toEqual({
      next: null,
      items: [
        { ...admin, environmentVersion: 5, changes: [change('B', 'added'), change('C', 'added')] },
        { ...admin, environmentVersion: 4, changes: [change('B', 'removed')] },
        { ...admin, environmentVersion: 3, changes: [change('A', 'added', 'node-oslo')] },
        {
          ...{ at, by: 'token:test-deployer' },
          ...{ environmentVersion: 2, changes: [change('A', 'changed')] },
        },
        { ...admin, environmentVersion: 1, changes: [change('A', 'added'), change('B', 'added')] },
      ],
    });
    expect(text).not.toMatch(/first-|second-|own-|again-|new-/);
  });

  test('of one key, page by page', async () => {
    const versions: number[] = [];
    let next = '';
    do {
      const { body } = await get(`history?key=B&limit=1${next === '' ? '' : `&cursor=${next}`}`);
      versions.push(
        ...body.items.map((item: { environmentVersion: number }) => item.environmentVersion),
      );
      next = body.next ?? '';
    } while (next !== '');
    expect(versions).toEqual([5, 4, 1]);
  });
});

describe('differences', () => {
  test.each([
    ['from=0&to=1', ['A added', 'B added']],
    ['from=1&to=2', ['A changed']],
    ['from=2&to=1', ['A changed']],
    ['from=1&to=4', ['A changed', 'A@node-oslo added', 'B removed']],
    ['from=4', ['B added', 'C added']],
    ['from=5&to=5', []],
  ])('%s', async (query, expected) => {
    const { body } = await get(`diff?${query}`);
    const shown = body.items.map(
      (item: { key: string; node: string | null; change: string }) =>
        `${item.key}${item.node === null ? '' : `@${item.node}`} ${item.change}`,
    );
    expect(shown).toEqual(expected);
  });

  test('a version that never was is not found', async () => {
    const refused = await get('diff?from=1&to=99');
    expect([refused.status, refused.body.code]).toEqual([404, 'version_not_found']);
    expect((await get('diff?from=-1')).status).toBe(400);
  });
});

describe('an earlier version', () => {
  const restore = (body: object, as: 'admin' | 'deployer' | 'viewer' = 'deployer') =>
    central.call('POST', `${path}/restore`, { body, as });

  test('comes back as a new version', async () => {
    expect((await restore({ version: 2 })).body).toEqual({
      environmentVersion: 6,
      deployment: null,
    });
    expect(await values()).toEqual({ A: 'second-a', B: 'first-b' });
    const { body } = await get('history?limit=1');
    expect(body.items[0].changes).toEqual([
      { key: 'A', node: 'node-oslo', change: 'removed' },
      { key: 'B', node: null, change: 'changed' },
      { key: 'C', node: null, change: 'removed' },
    ]);
    const entry = await central.context.db.auditEntry.findFirst({ orderBy: { id: 'desc' } });
    expect(entry).toMatchObject({
      action: 'secret.restore',
      detail: 'version 2 again, as version 6',
    });
  });

  test('what is so already makes no version', async () => {
    const refused = await restore({ version: 6 });
    expect([refused.status, refused.body.code]).toEqual([400, 'nothing_to_change']);
    expect((await restore({ version: 99 })).status).toBe(404);
    expect((await restore({ version: 1 }, 'viewer')).status).toBe(403);
  });

  test('a sensitive value does not become readable by coming back', async () => {
    await change({ unset: ['B'] });
    await change({ set: { B: 'mine' }, kind: { B: 'plain' } }, 'deployer');
    await restore({ version: 1 });
    const { body, text } = await central.call('GET', path, { as: 'viewer' });
    expect(body.items).toMatchObject([
      { key: 'A', kind: 'sensitive', value: null },
      { key: 'B', kind: 'sensitive', value: null },
    ]);
    expect(text).not.toContain('first-b');
  });

  test('the very beginning has no secrets', async () => {
    await restore({ version: 0 });
    expect(await values()).toEqual({});
  });
});
