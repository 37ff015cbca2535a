import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentFor } from '../../../../central/secrets/environment-for.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let project: { id: number; slug: string };
let oslo: string;
let bergen: string;

beforeAll(async () => {
  central = await startHttpCentral();
  oslo = await addNode(central.context, 'oslo');
  bergen = await addNode(central.context, 'bergen');
  project = await addProject(central, { node: 'oslo' });
});

afterAll(() => central.close());

function change(body: Record<string, unknown>, as: 'admin' | 'viewer' | 'deployer' = 'admin') {
  return central.call('PATCH', 'projects/shop/secrets', { body, as });
}

async function values(nodeId = oslo) {
  return (await environmentFor(central.context, project.id, nodeId)).values;
}

describe('secrets', () => {
  test('several changes at once are one version; values come back as they were set', async () => {
    const set = {
      QUOTES: `'"$\`#\\ \n\r\t`,
      UNICODE: 'grüße 🚀',
      EMPTY: '',
      LARGE: 'x'.repeat(64 * 1024),
    };
    expect((await change({ set })).body).toEqual({ environmentVersion: 1, deployment: null });
    expect(await values()).toEqual(set);
    expect(
      (await change({ set: { A: '1' }, unset: ['EMPTY', 'LARGE'] })).body.environmentVersion,
    ).toBe(2);
    expect(Object.keys(await values()).sort()).toEqual(['A', 'QUOTES', 'UNICODE']);
  });

  test('the list shows who and when, never a value (K46)', async () => {
    const { body, text } = await central.call('GET', 'projects/shop/secrets', { as: 'viewer' });
    expect(body.items[0]).toEqual({
      key: 'A',
      node: null,
      nodeName: null,
      kind: 'sensitive',
      value: null,
      version: 2,
      updatedAt: expect.any(String),
      updatedBy: 'token:test-admin',
      remindAt: null,
      note: '',
    });
    expect(text).not.toContain('grüße');
  });

  test('a node has its own value of a key, and gets the common one back (K43)', async () => {
    await change({ set: { STAGE: 'everywhere' } });
    await change({ set: { STAGE: 'only bergen' }, node: 'bergen' });
    expect((await values(oslo))['STAGE']).toBe('everywhere');
    expect((await values(bergen))['STAGE']).toBe('only bergen');
    await change({ set: { STAGE: 'changed' } });
    expect((await values(bergen))['STAGE']).toBe('only bergen');
    await change({ unset: ['STAGE'], node: 'bergen' });
    expect((await values(bergen))['STAGE']).toBe('changed');
    await change({ unset: ['STAGE'] });
    expect(await values(bergen)).not.toHaveProperty('STAGE');
  });

  test.each([
    [{ set: { 'A-B': 'x' } }, 'secret_key_invalid'],
    [{ set: { PORT: '1' } }, 'secret_key_reserved'],
    [{ set: { VPSPILOT_X: '1' } }, 'secret_key_reserved'],
    [{ set: { A: 'x'.repeat(65_537) } }, 'secret_value_too_large'],
    [{ set: { A: 'a\0b' } }, 'secret_value_invalid'],
    [{ set: { A: 'x' }, unset: ['A'] }, 'secret_set_and_unset'],
    [{ unset: ['NOBODY'] }, 'secret_not_found'],
    [{}, 'nothing_to_change'],
    [{ set: { A: 'x' }, node: 'paris' }, 'node_not_found'],
    [{ set: { A: 1 } }, 'invalid_request'],
  ])('%# is refused as %s, and nothing changes', async (body, code) => {
    const before = await environmentFor(central.context, project.id, oslo);
    const answer = await change({
      ...body,
      ...('set' in body ? { set: { GOOD: 'x', ...body.set } } : {}),
    });
    expect(answer.body.code).toBe(code);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await environmentFor(central.context, project.id, oslo)).toEqual(before);
  });

  test('too much for one process is refused', async () => {
    const set = Object.fromEntries(
      Array.from({ length: 17 }, (_, i) => [`BIG_${i}`, 'x'.repeat(65_536)]),
    );
    expect(await change({ set })).toMatchObject({
      status: 400,
      body: { code: 'environment_too_large' },
    });
  });

  test('changes at the same time are each a version, none is lost', async () => {
    const { version } = await environmentFor(central.context, project.id, oslo);
    const keys = Array.from({ length: 10 }, (_, index) => `AT_ONCE_${index}`);
    const answers = await Promise.all(keys.map((key) => change({ set: { [key]: key } })));
    const versions = answers.map(({ body }) => body.environmentVersion).sort((a, b) => a - b);
    expect(versions).toEqual(keys.map((_, index) => version + 1 + index));
    expect(await values()).toMatchObject(Object.fromEntries(keys.map((key) => [key, key])));
  });

  test('every change is in the audit log without its value (K44)', async () => {
    await change({ set: { AUDITED: 'the-value-itself' } }, 'deployer');
    await change({ unset: ['AUDITED'] });
    const { body, text } = await central.call('GET', 'audit?project=shop&limit=2');
    expect(body.items).toMatchObject([
      { action: 'secret.unset', target: 'AUDITED', actor: 'token:test-admin' },
      { action: 'secret.set', target: 'AUDITED', actor: 'token:test-deployer' },
    ]);
    expect(text).not.toContain('the-value-itself');
  });

  test('viewers see names and change nothing (K45)', async () => {
    expect((await change({ set: { A: 'x' } }, 'viewer')).status).toBe(403);
    expect((await central.call('GET', 'projects/shop/secrets', { as: 'nobody' })).status).toBe(401);
  });

  test('a change starts the live release again with it, once for the batch', async () => {
    const { db } = central.context;
    await db.project.update({ where: { id: project.id }, data: { lastNumber: 1 } });
    await db.deployment.create({
      data: {
        ...{
          id: 'live-one',
          projectId: project.id,
          nodeId: oslo,
          number: 1,
          kind: 'push',
          state: 'live',
        },
        ...{ environmentVersion: 1, createdBy: 'test', deadlineAt: new Date() },
      },
    });
    const applied = await change({ set: { ONE: '1', TWO: '2' } });
    expect(applied.body.deployment).toMatchObject({
      kind: 'environment',
      state: 'queued',
      number: 2,
    });
    expect((await change({ set: { ONE: '2' }, apply: false })).body.deployment).toBeNull();
    expect((await change({ set: { ONE: '3' }, node: 'bergen' })).body.deployment).toBeNull();
  });
});
