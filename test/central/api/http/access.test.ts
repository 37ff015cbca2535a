import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApiToken, ensureFirstAdminToken } from '../../../../central/accounts/api-tokens.ts';
import { createAttemptCounter } from '../../../../central/api/http/attempt-counter.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';

let central: HttpCentral;
const now = { value: new Date('2026-06-01T00:00:00Z') };

beforeAll(async () => {
  central = await startHttpCentral({ overrides: { clock: { now: () => now.value } } });
});

beforeEach(() => {
  now.value = new Date('2026-06-01T00:00:00Z');
});

afterAll(() => central.close());

function me(token: string) {
  return central.call('GET', 'me', { as: 'nobody', headers: { authorization: `Bearer ${token}` } });
}

describe('API tokens', () => {
  test('only their hash is kept, and their text is shown once', async () => {
    const made = await central.call('POST', 'tokens', { body: { name: 'ci', role: 'deployer' } });
    expect(made.status).toBe(201);
    expect(made.body.token).toMatch(/^vpp_[\w-]{43}$/);
    expect(await me(made.body.token)).toMatchObject({
      body: { actor: 'token:ci', role: 'deployer' },
    });
    const rows = await central.context.db.apiToken.findMany();
    expect(JSON.stringify(rows)).not.toContain(made.body.token);
    const listed = await central.call('GET', 'tokens');
    expect(listed.text).not.toContain('vpp_');
    expect(listed.text).not.toContain('hash');
    expect(central.logged.join('')).not.toContain(made.body.token);
  });

  test('a revoked token is refused at once, and revoking twice is no error', async () => {
    const { body } = await central.call('POST', 'tokens', { body: { name: 'ci', role: 'viewer' } });
    expect((await central.call('DELETE', `tokens/${body.record.id}`)).status).toBe(204);
    expect((await central.call('DELETE', `tokens/${body.record.id}`)).status).toBe(204);
    expect((await me(body.token)).status).toBe(401);
    expect((await central.call('DELETE', 'tokens/nothing')).status).toBe(404);
  });

  test('a token ends when its time is over', async () => {
    const { body } = await central.call('POST', 'tokens', {
      body: { name: 'ci', role: 'viewer', expiresInDays: 1 },
    });
    expect((await me(body.token)).status).toBe(200);
    now.value = new Date('2026-06-02T00:00:01Z');
    expect((await me(body.token)).status).toBe(401);
  });

  test('the last admin token stays', async () => {
    const { body } = await central.call('GET', 'tokens');
    const admin = body.items.find((item: { role: string }) => item.role === 'admin');
    const wish = { name: 'other', role: 'admin', actor: 'test' } as const;
    const other = await createApiToken(central.context, wish);
    expect((await central.call('DELETE', `tokens/${other.record.id}`)).status).toBe(204);
    const owner = body.items.find((item: { role: string }) => item.role === 'owner');
    expect((await central.call('DELETE', `tokens/${owner.id}`)).body.code).toBe('owner_required');
    const asOwner = { as: 'owner' } as const;
    expect((await central.call('DELETE', `tokens/${owner.id}`, asOwner)).status).toBe(204);
    expect(await central.call('DELETE', `tokens/${admin.id}`)).toMatchObject({
      status: 409,
      body: { code: 'last_admin_token', hint: expect.any(String) },
    });
  });

  test('the first admin token is made once in a lifetime', async () => {
    expect(await ensureFirstAdminToken(central.context)).toBeUndefined();
  });

  test('last use is noted, to the minute', async () => {
    const { body } = await central.call('POST', 'tokens', { body: { name: 'ci', role: 'viewer' } });
    await me(body.token);
    const used = async () =>
      (
        await central.context.db.apiToken.findUnique({ where: { id: body.record.id } })
      )?.lastUsedAt?.toISOString();
    await expect.poll(used).toBe('2026-06-01T00:00:00.000Z');
    now.value = new Date('2026-06-01T00:00:30Z');
    await me(body.token);
    now.value = new Date('2026-06-01T00:01:01Z');
    await me(body.token);
    await expect.poll(used).toBe('2026-06-01T00:01:01.000Z');
  });

  test.each(['', 'vpp_', 'x'.repeat(10_000), 'vpp_../../etc', "vpp_' OR 1=1 --"])(
    '%j is nobody',
    async (token) => {
      expect((await me(token)).status).toBe(401);
    },
  );
});

describe('guessing', () => {
  test('after twenty wrong tokens the address is told to wait; a right token passes', async () => {
    const from = (token: string, address: string) =>
      central.call('GET', 'me', {
        as: 'nobody',
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
      });
    const wrong = `vpp_${'A'.repeat(43)}`;
    for (let attempt = 1; attempt < 20; attempt += 1) {
      expect((await from(wrong, '198.51.100.7')).status).toBe(401);
    }
    const blocked = await from(wrong, '198.51.100.7');
    expect(blocked).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(blocked.headers['retry-after']).toBe('60');
    expect((await from(central.tokens.viewer, '198.51.100.7')).status).toBe(200);
    expect((await from(wrong, '198.51.100.8')).status).toBe(401);
  });

  test('a forged sender address changes nothing: only a proxy on this machine is believed', async () => {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 21; attempt += 1) {
      const response = await central.app.inject({
        url: '/api/v1/me',
        remoteAddress: '203.0.113.5',
        headers: {
          authorization: `Bearer vpp_${'B'.repeat(43)}`,
          'x-forwarded-for': `10.0.0.${attempt}`,
        },
      });
      statuses.push(response.statusCode);
    }
    expect(statuses.at(0)).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  test('attempts are counted per address, and forgotten after the window', () => {
    let time = 0;
    const counter = createAttemptCounter(2, 1_000, () => time);
    counter.add('a');
    expect(counter.isOver('a')).toBe(false);
    counter.add('a');
    expect(counter.isOver('a')).toBe(true);
    expect(counter.isOver('b')).toBe(false);
    time = 1_000;
    expect(counter.isOver('a')).toBe(false);
  });

  test('an attacker with many addresses does not fill our memory', () => {
    const counter = createAttemptCounter(1, 1_000_000);
    for (let index = 0; index < 30_000; index += 1) counter.add(`address ${index}`);
    expect(counter.isOver('address 0')).toBe(false);
    expect(counter.isOver('address 29999')).toBe(true);
  });
});
