import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addContents, addDeployment } from '../../../support/deployment-rows.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let project: { id: number; slug: string };

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context, 'oslo');
  await addNode(central.context, 'bergen');
  project = await addProject(central, { node: 'oslo' });
});

afterAll(() => central.close());

type Person = 'admin' | 'deployer' | 'viewer';

function change(body: Record<string, unknown>, as: Person = 'admin') {
  return central.call('PATCH', 'projects/shop/secrets', { body, as });
}

async function listed(as: Person = 'viewer') {
  const { body } = await central.call('GET', 'projects/shop/secrets', { as });
  return body;
}

async function item(key: string) {
  return (await listed()).items.find((one: { key: string }) => one.key === key);
}

async function audited(): Promise<{ action: string; target: string; detail: string }[]> {
  return central.context.db.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 5 });
}

describe('what a list of secrets says', () => {
  test('a plain value is shown to everybody, a sensitive one to nobody', async () => {
    await change({ set: { LEVEL: 'debug', PASSWORD: 'hidden-value' }, kind: { LEVEL: 'plain' } });
    expect(await item('LEVEL')).toMatchObject({ kind: 'plain', value: 'debug' });
    expect(await item('PASSWORD')).toMatchObject({ kind: 'sensitive', value: null });
    expect(JSON.stringify(await listed('admin'))).not.toContain('hidden-value');
  });

  test('a new value keeps its kind, also for one node', async () => {
    await change({ set: { LEVEL: 'info' } });
    await change({ set: { LEVEL: 'trace' }, node: 'bergen' });
    const levels = (await listed()).items.filter(({ key }: { key: string }) => key === 'LEVEL');
    expect(levels).toMatchObject([
      { kind: 'plain', value: 'info', node: null, nodeName: null },
      { kind: 'plain', value: 'trace', node: 'node-bergen', nodeName: 'bergen' },
    ]);
    await change({ unset: ['LEVEL'], node: 'bergen' });
  });

  test('who may not reveal may not make plain; with a value of his own neither', async () => {
    const version = (await listed()).environmentVersion;
    const plain = { kind: { PASSWORD: 'plain' } };
    for (const body of [plain, { ...plain, set: { PASSWORD: 'x' } }]) {
      const refused = await change(body, 'deployer');
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    }
    expect((await change({ kind: { LEVEL: 'sensitive' } }, 'deployer')).status).toBe(200);
    expect(await item('LEVEL')).toMatchObject({ kind: 'sensitive', value: null });
    const allowed = await change({ kind: { LEVEL: 'plain' } });
    // A kind is no value: nothing has to be brought anywhere.
    expect(allowed.body).toEqual({ environmentVersion: version, deployment: null });
    expect((await audited())[0]).toMatchObject({ action: 'secret.kind', target: 'LEVEL' });
  });

  test('notes and reminders stay beside the secret and go with it', async () => {
    const remindAt = '2031-01-02T03:04:05.000Z';
    await change({ note: { PASSWORD: 'of the shop' }, remindAt: { PASSWORD: remindAt } });
    expect(await item('PASSWORD')).toMatchObject({ note: 'of the shop', remindAt });
    await change({ remindAt: { PASSWORD: null } });
    expect(await item('PASSWORD')).toMatchObject({ note: 'of the shop', remindAt: null });
    await change({ unset: ['PASSWORD'] });
    await change({ set: { PASSWORD: 'x' } });
    expect(await item('PASSWORD')).toMatchObject({ note: '', kind: 'sensitive' });
  });

  test('two who edit at once do not overwrite each other', async () => {
    const read = await central.call('GET', 'projects/shop/secrets');
    const headers = { 'if-match': String(read.headers['etag']) };
    const save = (body: object) =>
      central.call('PATCH', 'projects/shop/secrets', { body, headers });
    expect((await save({ note: { PASSWORD: 'mine' } })).status).toBe(200);
    const refused = await save({ note: { PASSWORD: 'theirs' } });
    expect([refused.status, refused.body.code]).toEqual([412, 'precondition_failed']);
    expect(await item('PASSWORD')).toMatchObject({ note: 'mine' });
  });

  test.each([
    [{ kind: { NOWHERE: 'plain' } }, 'secret_not_found'],
    [{ note: { NOWHERE: 'x' } }, 'secret_not_found'],
    [{ remindAt: { NOWHERE: null } }, 'secret_not_found'],
    [{ note: { 'NO-NAME': 'x' } }, 'secret_key_invalid'],
    [{ unset: ['LEVEL'], note: { LEVEL: 'x' } }, 'secret_set_and_unset'],
    [{ remindAt: { LEVEL: 'tomorrow' } }, 'validation_failed'],
    [{ kind: { LEVEL: 'public' } }, 'validation_failed'],
    [{ note: { LEVEL: 'x'.repeat(1001) } }, 'validation_failed'],
  ])('%j is refused as %s, and nothing is changed', async (body, code) => {
    const before = await listed();
    const refused = await change({ set: { OTHER: 'x' }, ...body });
    expect(refused.body.code).toMatch(code === 'validation_failed' ? /^\w+$/ : code);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await listed()).toEqual(before);
  });
});

describe('secrets, the config file and the live release', () => {
  test('placeholders of the newest config file are missing or unused', async () => {
    expect(await listed()).toMatchObject({ placeholders: [], missing: [], unused: [] });
    const old = await addDeployment(central.context, project.id, { state: 'failed' });
    await addContents(central.context, old.id, { config: {}, placeholders: ['OLD'] });
    const newest = await addDeployment(central.context, project.id, { state: 'failed' });
    const placeholders = ['DATABASE_URL', 'LEVEL'];
    await addContents(central.context, newest.id, { config: {}, placeholders });
    await addDeployment(central.context, project.id, { state: 'canceled' });
    await change({ set: { DATABASE_URL: 'only there' }, node: 'bergen' });
    expect(await listed()).toMatchObject({
      placeholders,
      missing: ['DATABASE_URL'],
      unused: ['PASSWORD'],
    });
    await change({ unset: ['DATABASE_URL'], node: 'bergen' });
  });

  test('a change that the live release lacks is pending; one of another node is not', async () => {
    expect(await listed()).toMatchObject({ appliedVersion: null, pending: false });
    const { environmentVersion } = await listed();
    await addDeployment(central.context, project.id, { environmentVersion, liveAt: new Date() });
    expect(await listed()).toMatchObject({ appliedVersion: environmentVersion, pending: false });
    await change({ set: { LEVEL: 'x' }, node: 'bergen', apply: false });
    expect(await listed()).toMatchObject({ pending: false });
    const saved = await change({ set: { LEVEL: 'y' }, apply: false });
    expect(saved.body.deployment).toBeNull();
    expect(await listed()).toMatchObject({ appliedVersion: environmentVersion, pending: true });
  });

  test('one call applies what was saved', async () => {
    const applied = await central.call('POST', 'projects/shop/apply', { as: 'deployer' });
    expect(applied.status).toBe(202);
    expect(applied.body).toMatchObject({ kind: 'environment', state: 'queued' });
    const { environmentVersion } = await listed();
    expect(applied.body.environmentVersion).toBe(environmentVersion);
    expect((await central.call('POST', 'projects/shop/apply', { as: 'viewer' })).status).toBe(403);
  });

  test('without anything live there is nothing to apply', async () => {
    await addProject(central, { name: 'empty', node: 'oslo' });
    const refused = await central.call('POST', 'projects/empty/apply');
    expect([refused.status, refused.body.code]).toEqual([409, 'nothing_live']);
  });
});
