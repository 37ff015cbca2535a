import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPasswordHasher } from '../../../../central/adapters/password-hasher.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { personPassword as password } from '../../../support/people.ts';
import { asNobody } from '../../../support/sign-in.ts';

let central: HttpCentral;
const now = { value: new Date('2026-06-01T00:00:00Z') };
/** What was done with passwords. */
const work: string[] = [];
const hasher = createPasswordHasher({ memoryKiB: 8, passes: 1 });

beforeAll(async () => {
  const passwords = {
    ...hasher,
    verify: (text: string, kept: string) => {
      work.push('verify');
      return hasher.verify(text, kept);
    },
    waste: (text: string) => {
      work.push('waste');
      return hasher.waste(text);
    },
  };
  central = await startHttpCentral({ overrides: { clock: { now: () => now.value }, passwords } });
});

beforeEach(() => {
  now.value = new Date(now.value.getTime() + 3_600_000);
});

afterAll(() => central.close());

const wrong = 'wrong wrong wrong';

const tryFrom = (address: string, email: string, typed = wrong) =>
  asNobody(central, 'POST', 'session', {
    body: { email, password: typed },
    headers: { 'x-forwarded-for': address },
  });

describe('guessing a password', () => {
  test('ends after ten attempts at one account, wherever they come from', async () => {
    const { email } = await central.person({ role: 'viewer' });
    for (let attempt = 1; attempt <= 10; attempt += 1)
      expect((await tryFrom(`198.51.100.${attempt}`, email)).status).toBe(401);
    const blocked = await tryFrom('198.51.100.99', email, password);
    expect(blocked).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(Number(blocked.headers['retry-after'])).toBe(900);
    now.value = new Date(now.value.getTime() + 901_000);
    expect((await tryFrom('198.51.100.99', email, password)).status).toBe(200);
  });

  test('does not shut out whoever is signed in from where he is', async () => {
    const { email } = await central.person({ role: 'viewer' });
    for (let attempt = 1; attempt <= 11; attempt += 1) await tryFrom('198.51.100.1', email);
    expect((await tryFrom('198.51.100.1', email, password)).status).toBe(429);
    // The person of the test has a session from there.
    expect((await tryFrom('127.0.0.1', email, password)).status).toBe(200);
  });

  test('ends after thirty attempts from one address, at whomever; IPv6 counts by its /64', async () => {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 31; attempt += 1) {
      const address = `2001:db8:1:2::${attempt.toString(16)}`;
      statuses.push((await tryFrom(address, `nobody-${attempt}@example.org`)).status);
    }
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
    expect(statuses[30]).toBe(429);
    expect((await tryFrom('2001:db8:1:3::1', 'nobody@example.org')).status).toBe(401);
  });

  test('is not made free by an own account', async () => {
    const { email } = await central.person({ role: 'viewer' });
    const address = '198.51.100.40';
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      await tryFrom(address, `somebody-${attempt}@example.org`);
      if (attempt % 10 === 0) await tryFrom(address, email, password);
    }
    expect((await tryFrom(address, 'another@example.org')).status).toBe(429);
  });

  test('a hundred at once get no more than the same number one by one', async () => {
    const { email } = await central.person({ role: 'viewer' });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => tryFrom(`203.0.113.${index}`, email)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
  });

  test('gives the same work, whether the account is there or not', async () => {
    const { email } = await central.person({ role: 'viewer' });
    work.length = 0;
    await tryFrom('198.51.100.50', email);
    await tryFrom('198.51.100.50', 'not-there@example.org');
    expect(work).toEqual(['verify', 'waste']);
  });
});

test('guessing a code ends after ten, however many challenges', async () => {
  const person = await central.person({ role: 'viewer' });
  const secret = await central.context.secretBox.seal('JBSWY3DPEHPK3PXP');
  const { db } = central.context;
  await db.user.update({ where: { id: person.id }, data: { totpSecret: secret } });
  const statuses: number[] = [];
  for (let attempt = 1; attempt <= 11; attempt += 1) {
    const { body } = await tryFrom('198.51.100.60', person.email, password);
    const answer = await asNobody(central, 'POST', 'session/code', {
      body: { challenge: body.challenge, code: '000000' },
      headers: { 'x-forwarded-for': `198.51.100.${100 + attempt}` },
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429]);
});

test('guessing the own password from a stolen session ends too', async () => {
  const { call } = await central.person({ role: 'viewer' });
  const body = { current: wrong, password: 'seven grey geese sing' };
  const statuses: number[] = [];
  for (let attempt = 1; attempt <= 11; attempt += 1)
    statuses.push((await call('POST', 'account/password', { body })).status);
  expect(statuses.at(9)).toBe(403);
  expect(statuses.at(10)).toBe(429);
});

test.each(['setup', 'invitations/lookup', 'invitations/accept'])(
  'guessing a link at %s ends after thirty',
  async (path) => {
    const body = { token: 'x', name: 'Eve', email: 'eve@example.org', password };
    const { token, name } = body;
    const sent = { setup: body, lookup: { token }, accept: { token, name, password } };
    const headers = { 'x-forwarded-for': `192.0.2.${path.length}` };
    const kind = path.replace('invitations/', '') as keyof typeof sent;
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 31; attempt += 1) {
      const answer = await asNobody(central, 'POST', path, { body: sent[kind], headers });
      statuses.push(answer.status);
    }
    expect(statuses.at(29)).toBe(410);
    expect(statuses.at(30)).toBe(429);
  },
);
