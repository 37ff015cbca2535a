import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureSetupLink } from '../../../../central/accounts/setup.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { personPassword as password } from '../../../support/people.ts';

let central: HttpCentral;
const now = { value: new Date('2026-06-01T00:00:00Z') };

beforeAll(async () => {
  central = await startHttpCentral({ overrides: { clock: { now: () => now.value } } });
});

beforeEach(() => {
  // Each test in a window of its own.
  now.value = new Date(now.value.getTime() + 3_600_000);
});

afterAll(() => central.close());

const nobody = (
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) => central.call(method, path, { as: 'nobody', ...(body === undefined ? {} : { body }), headers });

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

describe('the first run', () => {
  test('the link makes one owner, once, and signs him in', async () => {
    expect((await nobody('GET', 'setup')).body).toEqual({ needed: true });
    const token = (await ensureSetupLink(central.context)) ?? '';
    expect(await ensureSetupLink(central.context)).toBeUndefined();
    const wish = { token, name: 'Ada', email: ' Ada@Example.org ', password };
    const weak = await nobody('POST', 'setup', { ...wish, password: 'short' });
    expect(weak).toMatchObject({ status: 400, body: { code: 'password_weak' } });
    const made = await nobody('POST', 'setup', wish);
    expect(made).toMatchObject({
      status: 201,
      body: {
        state: 'signed_in',
        me: { kind: 'session', actor: 'ada@example.org', role: 'owner' },
      },
    });
    const me = await nobody('GET', 'me', undefined, { cookie: cookieOf(made) });
    expect(me.body.user).toMatchObject({ name: 'Ada', email: 'ada@example.org', totp: false });
    expect((await nobody('GET', 'setup')).body).toEqual({ needed: false });
    expect((await nobody('POST', 'setup', wish)).body.code).toBe('setup_done');
  });
});

describe('signing in', () => {
  test('with a password: a fresh cookie each time, that scripts cannot read', async () => {
    const { email } = await central.person({ role: 'viewer' });
    const answer = await nobody('POST', 'session', { email, password });
    expect(answer.status).toBe(200);
    const header = String(answer.headers['set-cookie']);
    expect(header).toMatch(/^vpspilot=[\w-]{43};/);
    expect(header).toContain('HttpOnly');
    expect(header).toContain('SameSite=Lax');
    expect(header).toContain('Path=/');
    const again = await nobody('POST', 'session', { email, password });
    expect(cookieOf(again)).not.toBe(cookieOf(answer));
  });
});
