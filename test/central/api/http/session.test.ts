import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { personPassword as password } from '../../../support/people.ts';
import { asNobody, cookieOf } from '../../../support/sign-in.ts';

let central: HttpCentral;
const now = { value: new Date('2026-06-01T00:00:00Z') };
const pass = (seconds: number) => {
  now.value = new Date(now.value.getTime() + seconds * 1_000);
};
const daySeconds = 24 * 3600;

beforeAll(async () => {
  central = await startHttpCentral({ overrides: { clock: { now: () => now.value } } });
});

// Each test in a window of its own.
beforeEach(() => pass(3_600));

afterAll(() => central.close());

const signIn = (body: object, headers: Record<string, string> = {}) =>
  asNobody(central, 'POST', 'session', { body, headers });

const me = (cookie: string, headers: Record<string, string> = {}) =>
  asNobody(central, 'GET', 'me', { headers: { cookie, ...headers } });

describe('signing in', () => {
  test('with a password: a cookie that scripts cannot read, and what one may', async () => {
    const { email } = await central.person({ role: 'viewer', name: 'Ada' });
    const answer = await signIn({ email: ` ${email.toUpperCase()}`, password });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        state: 'signed_in',
        me: { kind: 'session', actor: email, role: 'viewer', user: { name: 'Ada', totp: false } },
      },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^vpspilot=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const { body } = await me(cookieOf(answer));
    expect(body).toEqual(answer.body.me);
    expect(body.permissions).toContain('projects.read');
    expect(body.permissions).not.toContain('projects.write');
  });

  test('what is wrong is said in the same words, whatever it is', async () => {
    const { email } = await central.person({ role: 'viewer' });
    const shutOut = await central.person({ role: 'viewer' });
    await central.context.db.user.update({
      where: { id: shutOut.id },
      data: { disabledAt: now.value },
    });
    const answers = [
      await signIn({ email, password: 'wrong wrong wrong' }),
      await signIn({ email: 'nobody@example.org', password }),
      await signIn({ email: shutOut.email, password }),
      await signIn({ email: shutOut.email, password: 'wrong wrong wrong' }),
      await signIn({ email: 'no address at all', password }),
    ];
    for (const { status, body, headers } of answers) {
      const { requestId: _, ...said } = body;
      const { requestId: __, ...first } = answers[0]?.body ?? {};
      expect({ status, said }).toEqual({ status: 401, said: first });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('a session that was there before is not taken over: it ends, and a new one begins', async () => {
    const { email } = await central.person({ role: 'viewer' });
    const attacker = await central.person({ role: 'viewer' });
    const planted = await signIn({ email, password }, { cookie: attacker.cookie });
    expect(cookieOf(planted)).not.toBe(attacker.cookie);
    expect((await me(cookieOf(planted))).body.actor).toBe(email);
    expect((await me(attacker.cookie)).status).toBe(401);
    const invented = await signIn({ email, password }, { cookie: `vpspilot=${'A'.repeat(43)}` });
    expect(cookieOf(invented)).not.toContain('AAAA');
    expect((await me(`vpspilot=${'A'.repeat(43)}`)).status).toBe(401);
  });

  test('after signing out the cookie is worth nothing', async () => {
    const person = await central.person({ role: 'viewer' });
    const answer = await person.call('DELETE', 'session');
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/^vpspilot=; /);
    expect((await person.call('GET', 'me')).status).toBe(401);
  });
});

describe('how long a session lasts', () => {
  test('two weeks without any request, three months with requests every day', async () => {
    const idle = await central.person({ role: 'viewer' });
    const busy = await central.person({ role: 'viewer' });
    for (let day = 1; day <= 13; day += 1) {
      pass(daySeconds);
      expect((await busy.call('GET', 'me')).status).toBe(200);
      await expect
        .poll(async () => (await session(busy.sessionId)).lastSeenAt.getTime())
        .toBe(now.value.getTime());
    }
    pass(2 * daySeconds);
    expect((await idle.call('GET', 'me')).status).toBe(401);
    expect((await busy.call('GET', 'me')).status).toBe(200);
    const { id } = await session(busy.sessionId);
    await central.context.db.session.update({ where: { id }, data: { expiresAt: now.value } });
    expect((await busy.call('GET', 'me')).status).toBe(401);
  });

  const session = (id: string) => central.context.db.session.findUniqueOrThrow({ where: { id } });
});

describe('behind TLS', () => {
  const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };

  test('the cookie has __Host- and Secure, and the plain one is not looked at', async () => {
    const { email, cookie } = await central.person({ role: 'viewer' });
    const answer = await signIn({ email, password }, proxied);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-vpspilot=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await me(cookieOf(answer), proxied)).status).toBe(200);
    expect((await me(cookieOf(answer))).status).toBe(401);
    expect((await me(cookie, proxied)).status).toBe(401);
  });

  test('whoever is no proxy on this machine cannot say where he comes from', async () => {
    const { email } = await central.person({ role: 'viewer' });
    const answer = await central.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress: '203.0.113.5',
      headers: proxied,
      payload: { email, password },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/^vpspilot=/);
    const token = /^vpspilot=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1];
    const { body } = await asNobody(central, 'GET', 'account/sessions', {
      headers: { cookie: `vpspilot=${token}` },
    });
    const current = body.items.find((one: { current: boolean }) => one.current);
    expect(current.address).toBe('203.0.113.5');
  });

  test('a forged Host header leads no link astray', async () => {
    const owner = await central.person({ role: 'owner' });
    const { body } = await owner.call('POST', 'invitations', {
      body: { email: 'host@example.org', role: 'viewer' },
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    expect(body.link).not.toContain('evil');
  });
});

describe("one's own sessions", () => {
  test('are listed, and end one by one or all but this one', async () => {
    const { email, id, call } = await central.person({ role: 'viewer' });
    const second = cookieOf(await signIn({ email, password }, { 'user-agent': 'phone' }));
    const third = cookieOf(await signIn({ email, password }));
    const { body } = await call('GET', 'account/sessions');
    expect(body.items).toHaveLength(3);
    expect(body.items.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('hash');
    const phone = body.items.find((one: { userAgent: string }) => one.userAgent === 'phone');
    expect((await call('DELETE', `account/sessions/${phone.id}`)).status).toBe(204);
    expect((await call('DELETE', `account/sessions/${phone.id}`)).status).toBe(404);
    expect((await me(second)).status).toBe(401);
    expect((await call('DELETE', 'account/sessions')).status).toBe(204);
    expect((await me(third)).status).toBe(401);
    expect((await call('GET', 'me')).body.user.id).toBe(id);
  });

  test('of somebody else are not there', async () => {
    const ada = await central.person({ role: 'viewer' });
    const eve = await central.person({ role: 'owner' });
    expect((await eve.call('DELETE', `account/sessions/${ada.sessionId}`)).status).toBe(404);
    expect((await ada.call('GET', 'me')).status).toBe(200);
  });

  test('a new password ends all others', async () => {
    const { email, call } = await central.person({ role: 'viewer' });
    const other = cookieOf(await signIn({ email, password }));
    const change = (current: string, wish: string) =>
      call('POST', 'account/password', { body: { current, password: wish } });
    expect((await change('not this one at all', 'a much longer one')).body.code).toBe(
      'wrong_password',
    );
    expect((await change(password, 'password1234')).body.code).toBe('password_weak');
    expect((await change(password, 'seven grey geese sing')).status).toBe(204);
    expect((await me(other)).status).toBe(401);
    expect((await call('GET', 'me')).status).toBe(200);
    expect((await signIn({ email, password })).status).toBe(401);
    expect((await signIn({ email, password: 'seven grey geese sing' })).status).toBe(200);
  });
});
