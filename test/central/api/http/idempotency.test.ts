import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepHouse } from '../../../../central/housekeeping.ts';
import { addNode, type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { testClock } from '../../../support/test-central.ts';

let central: HttpCentral;
const clock = testClock();

beforeAll(async () => {
  central = await startHttpCentral({ overrides: { clock } });
  await addNode(central.context);
});

afterAll(() => central.close());

function create(key: string, name: string, as: 'admin' | 'deployer' = 'admin') {
  return central.call('POST', 'projects', {
    as,
    body: { name, repositoryUrl: 'https://github.com/acme/shop.git' },
    headers: { 'idempotency-key': key },
  });
}

describe('a POST with an Idempotency-Key', () => {
  test('happens once and is answered the same', async () => {
    const first = await create('one', 'shop');
    const second = await create('one', 'shop');
    expect(first.status).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(second.headers).toMatchObject({
      'idempotency-replayed': 'true',
      'content-type': first.headers['content-type'],
    });
    expect(await central.context.db.project.count({ where: { slug: 'shop' } })).toBe(1);
  });

  test('keeps the answer sealed: it holds a secret that is shown once', async () => {
    const { body } = await create('sealed', 'sealed');
    const rows = await central.context.db.idempotencyKey.findMany();
    expect(body.webhook.secret).toMatch(/.{20}/);
    expect(JSON.stringify(rows)).not.toContain(body.webhook.secret);
  });

  test('with another body is refused', async () => {
    await create('two', 'second');
    expect(await create('two', 'third')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(await central.context.db.project.count({ where: { slug: 'third' } })).toBe(0);
  });

  test('of somebody else is another key', async () => {
    await create('mine', 'mine');
    expect((await create('mine', 'mine', 'deployer')).status).toBe(403);
  });

  test('that was refused may be tried again', async () => {
    expect((await create('later', 'shop')).body.code).toBe('project_exists');
    await central.call('DELETE', 'projects/shop');
    expect((await create('later', 'shop')).status).toBe(201);
  });

  test('twice at the same moment happens once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => create('same', 'at-once')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const created = { action: 'project.create', target: 'at-once' };
    expect(await central.context.db.auditEntry.count({ where: created })).toBe(1);
  });

  test('that was cut short says so instead of doing it twice', async () => {
    const { db } = central.context;
    await create('cut', 'cut');
    await db.idempotencyKey.updateMany({ where: { key: 'cut' }, data: { status: null } });
    expect(await create('cut', 'cut')).toMatchObject({
      status: 409,
      body: { code: 'idempotency_in_progress', hint: expect.stringContaining('Look whether') },
    });
  });

  test('is forgotten after a day', async () => {
    await create('old', 'old');
    clock.forward(24 * 3600 + 1);
    expect((await create('old', 'old')).body.code).toBe('project_exists');
    await keepHouse(central.context);
    expect(await central.context.db.idempotencyKey.count()).toBe(0);
  });

  test('has a length, and none is no key', async () => {
    expect((await create('x'.repeat(201), 'long')).status).toBe(400);
    expect((await create('', 'empty')).status).toBe(400);
  });
});
