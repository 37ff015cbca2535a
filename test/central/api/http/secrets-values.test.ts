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

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context, 'oslo');
  await addNode(central.context, 'bergen');
  project = await addProject(central, { node: 'oslo' });
});

afterAll(() => central.close());

function post(path: string, body?: object, as: 'admin' | 'deployer' | 'viewer' = 'admin') {
  return central.call('POST', `projects/shop/secrets/${path}`, { as, ...(body ? { body } : {}) });
}

async function values(node = 'oslo') {
  return (await environmentFor(central.context, project.id, `node-${node}`)).values;
}

function newestEntry() {
  return central.context.db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
}

describe('import', () => {
  const text = 'A=1\nexport B="two\\nlines"\n# c\nC=\'x\'\n';

  test('a preview names what would change, and changes nothing', async () => {
    await central.call('PATCH', 'projects/shop/secrets', {
      body: { set: { C: 'x', A: '0', D: '' } },
    });
    const { body, status, text: answer } = await post('preview', { text }, 'deployer');
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ added: ['B'], changed: ['A'], same: ['C'], removed: ['D'] },
      ...{ problems: [], notes: [] },
    });
    expect(answer).not.toContain('lines');
    expect(await values()).toEqual({ A: '0', C: 'x', D: '' });
  });

  test('everything is one version; only what differs is written', async () => {
    const { body } = await post('import', { text }, 'deployer');
    expect(body).toEqual({ environmentVersion: 2, deployment: null });
    expect(await values()).toEqual({ A: '1', B: 'two\nlines', C: 'x', D: '' });
    const { body: history } = await central.call('GET', 'projects/shop/secrets/history?limit=1');
    expect(history.items[0].changes).toEqual([
      { key: 'A', node: null, change: 'changed' },
      { key: 'B', node: null, change: 'added' },
    ]);
  });

  test('the same once more makes no version', async () => {
    expect((await post('import', { text })).body.environmentVersion).toBe(2);
  });

  test('with remove, what the text does not have is unset', async () => {
    expect((await post('import', { text, remove: true })).body.environmentVersion).toBe(3);
    expect(await values()).toEqual({ A: '1', B: 'two\nlines', C: 'x' });
  });

  test("a node's own values are imported for it alone", async () => {
    const wish = { text: 'A=1\n', node: 'bergen', remove: true };
    expect((await post('preview', wish)).status).toBe(400);
    const { remove: _, ...preview } = wish;
    expect((await post('preview', preview)).body).toMatchObject({ added: ['A'], removed: [] });
    await post('import', wish);
    await central.call('PATCH', 'projects/shop/secrets', { body: { set: { A: 'x' } } });
    expect([(await values('oslo'))['A'], (await values('bergen'))['A']]).toEqual(['x', '1']);
  });

  test.each(['A=1\nthis is nothing\n', 'A=1\nA=2', 'A="never ends', 'PORT=1', ''])(
    'nothing is applied when there is any problem: %j',
    async (broken) => {
      const before = await values();
      const { body } = await post('preview', { text: broken });
      expect(body.problems[0]).toEqual({ line: expect.any(Number), message: expect.any(String) });
      expect(body).toMatchObject({ added: [], changed: [], same: [], removed: [] });
      const refused = await post('import', { text: broken, remove: true });
      expect([refused.status, refused.body.code]).toEqual([400, 'env_text_invalid']);
      expect(refused.body.detail).toMatch(/^Line \d+: /);
      expect(await values()).toEqual(before);
    },
  );

  test('viewers import nothing', async () => {
    expect((await post('import', { text }, 'viewer')).status).toBe(403);
    expect((await post('preview', { text }, 'viewer')).status).toBe(403);
  });
});

describe('values on request', () => {
  test('a value is shown once asked for, with the right, and it is written down', async () => {
    const shown = await post('B/reveal', {});
    expect([shown.status, shown.body]).toEqual([200, { value: 'two\nlines' }]);
    expect(shown.headers['cache-control']).toBe('no-store');
    const entry = await newestEntry();
    expect(entry).toMatchObject({
      ...{ actor: 'token:test-admin', action: 'secret.reveal', target: 'B', projectId: project.id },
    });
    expect(JSON.stringify(entry)).not.toContain('lines');
  });

  test.each(['deployer', 'viewer'] as const)('not to a %s', async (role) => {
    expect((await post('B/reveal', {}, role)).status).toBe(403);
    expect((await post('export', {}, role)).status).toBe(403);
  });

  test('as it was at an earlier version, and as one node has it', async () => {
    expect((await post('A/reveal', { version: 1 })).body).toEqual({ value: '0' });
    expect((await post('A/reveal', { node: 'bergen' })).body).toEqual({ value: '1' });
    expect((await post('A/reveal')).body).toEqual({ value: 'x' });
  });

  test.each([
    ['NOTHING/reveal', {}, 'secret_not_found'],
    ['B/reveal', { version: 1 }, 'secret_not_found'],
    ['B/reveal', { node: 'bergen' }, 'secret_not_found'],
    ['B/reveal', { version: 99 }, 'version_not_found'],
    ['B/reveal', { node: 'nowhere' }, 'node_not_found'],
  ])('%s with %j is not there: %s', async (path, body, code) => {
    const before = await newestEntry();
    const refused = await post(path, body);
    expect([refused.status, refused.body.code]).toEqual([404, code]);
    expect(await newestEntry()).toEqual(before);
  });

  test('an export is the text of a .env that can be imported again', async () => {
    const exported = await post('export', { node: 'bergen' });
    expect(exported.headers['cache-control']).toBe('no-store');
    expect(exported.body).toEqual({ text: "A=1\nB='two\nlines'\nC=x\n" });
    expect((await post('export')).body.text).toContain('A=x\n');
    expect(await newestEntry()).toMatchObject({ action: 'secret.export', target: 'shop' });
    const { body } = await post('preview', exported.body);
    expect(body).toMatchObject({ changed: ['A'], same: ['B', 'C'], problems: [] });
  });
});
