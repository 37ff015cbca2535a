import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { type Person, personPassword as password } from '../../../support/people.ts';
import { asNobody } from '../../../support/sign-in.ts';

let central: HttpCentral;
const now = { value: new Date('2026-06-01T00:00:00Z') };
const pass = (seconds: number) => {
  now.value = new Date(now.value.getTime() + seconds * 1_000);
};

beforeAll(async () => {
  central = await startHttpCentral({ overrides: { clock: { now: () => now.value } } });
});

beforeEach(() => pass(3_600));

afterAll(() => central.close());

const codeOf = (secret: string, aheadSeconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: now.value.getTime() + aheadSeconds * 1_000,
  });

async function enrol(person: Person): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await person.call('POST', 'account/totp', { body: { password } });
  const { secret } = begun.body;
  const body = { code: codeOf(secret) };
  const confirmed = await person.call('POST', 'account/totp/confirm', { body });
  // The code that confirmed is used up.
  pass(30);
  return { secret, recoveryCodes: confirmed.body.recoveryCodes };
}

async function challenge(email: string): Promise<string> {
  const { body } = await asNobody(central, 'POST', 'session', { body: { email, password } });
  expect(body.state).toBe('code_needed');
  return body.challenge;
}

const answer = async (id: string, how: { code?: string; recoveryCode?: string }) => {
  const body = { challenge: id, ...how };
  return asNobody(central, 'POST', 'session/code', { body });
};

describe('an authenticator app', () => {
  test('counts after a code has confirmed it, and not before', async () => {
    const person = await central.person({ role: 'viewer' });
    const wrong = await person.call('POST', 'account/totp', { body: { password: 'not mine' } });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'wrong_password' } });
    const { body } = await person.call('POST', 'account/totp', { body: { password } });
    const uri = new URL(body.uri);
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain(person.email);
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      ...{ secret: body.secret, issuer: 'vpspilot', algorithm: 'SHA1', digits: '6', period: '30' },
    });
    expect((await person.call('GET', 'me')).body.user.totp).toBe(false);
    const guess = { body: { code: '000000' } };
    const guessed = await person.call('POST', 'account/totp/confirm', guess);
    expect(guessed).toMatchObject({ status: 403, body: { code: 'wrong_code' } });
    const right = { body: { code: codeOf(body.secret) } };
    const { body: made } = await person.call('POST', 'account/totp/confirm', right);
    expect(made.recoveryCodes).toHaveLength(10);
    expect(new Set(made.recoveryCodes).size).toBe(10);
    expect((await person.call('GET', 'me')).body.user).toMatchObject({
      ...{ totp: true, recoveryCodesLeft: 10 },
    });
    const again = await person.call('POST', 'account/totp', { body: { password } });
    expect(again).toMatchObject({ status: 409, body: { code: 'totp_on' } });
  });

  test('is asked at sign-in: no session without its code', async () => {
    const person = await central.person({ role: 'viewer' });
    const { secret } = await enrol(person);
    const body = { email: person.email, password };
    const first = await asNobody(central, 'POST', 'session', { body });
    expect(first).toMatchObject({ status: 200, body: { state: 'code_needed' } });
    expect(first.headers['set-cookie']).toBeUndefined();
    const id = first.body.challenge;
    expect(await answer(id, { code: '000000' })).toMatchObject({ status: 403 });
    const neither = await answer(id, {});
    expect(neither).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const right = await answer(id, { code: codeOf(secret) });
    expect(right).toMatchObject({ status: 200, body: { state: 'signed_in' } });
    expect((await answer(id, { code: codeOf(secret) })).body.code).toBe('challenge_over');
  });

  test('has codes that count once, also for two at the same moment', async () => {
    const person = await central.person({ role: 'viewer' });
    const { secret } = await enrol(person);
    const code = codeOf(secret);
    const ids = [await challenge(person.email), await challenge(person.email)];
    const both = await Promise.all(ids.map((id) => answer(id, { code })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect((await answer(await challenge(person.email), { code })).body.code).toBe('wrong_code');
    // An older step counts no more either, though the window reaches back to it.
    const earlier = { code: codeOf(secret, -30) };
    expect((await answer(await challenge(person.email), earlier)).body.code).toBe('wrong_code');
  });

  test('may be half a minute early or late, and no more', async () => {
    const person = await central.person({ role: 'viewer' });
    const { secret } = await enrol(person);
    for (const seconds of [-60, 60]) {
      const wrong = await answer(await challenge(person.email), { code: codeOf(secret, seconds) });
      expect(wrong.status).toBe(403);
    }
    for (const seconds of [-30, 30]) {
      pass(90);
      const right = await answer(await challenge(person.email), { code: codeOf(secret, seconds) });
      expect(right.status).toBe(200);
    }
  });

  test('goes with the password and a code, and its recovery codes with it', async () => {
    const person = await central.person({ role: 'viewer' });
    const { secret } = await enrol(person);
    const off = (body: object) => person.call('POST', 'account/totp/disable', { body });
    expect((await off({ password, code: '000000' })).body.code).toBe('wrong_code');
    expect((await off({ password: 'wrong', code: codeOf(secret) })).body.code).toBe(
      'wrong_password',
    );
    expect((await off({ password, code: codeOf(secret) })).status).toBe(204);
    expect((await off({ password, code: codeOf(secret) })).body.code).toBe('totp_off');
    expect(await central.context.db.recoveryCode.count({ where: { userId: person.id } })).toBe(0);
  });
});

describe('recovery codes', () => {
  test('let in once each, however they are typed', async () => {
    const person = await central.person({ role: 'viewer' });
    const { recoveryCodes } = await enrol(person);
    const [first = '', second = ''] = recoveryCodes;
    const id = await challenge(person.email);
    expect((await answer(id, { recoveryCode: ` ${first.toUpperCase()} ` })).status).toBe(200);
    const again = await challenge(person.email);
    expect((await answer(again, { recoveryCode: first })).body.code).toBe('wrong_code');
    const plain = second.replaceAll('-', '');
    expect((await answer(again, { recoveryCode: plain })).status).toBe(200);
    expect((await person.call('GET', 'me')).body.user.recoveryCodesLeft).toBe(8);
  });

  test('of somebody else, and those before the last, are worth nothing', async () => {
    const ada = await central.person({ role: 'viewer' });
    const eve = await central.person({ role: 'viewer' });
    const old = (await enrol(ada)).recoveryCodes[0] ?? '';
    const foreign = (await enrol(eve)).recoveryCodes[0] ?? '';
    const renewed = await ada.call('POST', 'account/recovery-codes', { body: { password } });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    const id = await challenge(ada.email);
    for (const recoveryCode of [old, foreign, ''])
      expect((await answer(id, { recoveryCode })).status).toBe(403);
  });
});

describe('a challenge', () => {
  test('is over after five minutes, after five codes, and with a new password', async () => {
    const person = await central.person({ role: 'viewer' });
    const { secret } = await enrol(person);
    const late = await challenge(person.email);
    const tried = await challenge(person.email);
    for (let attempt = 1; attempt <= 5; attempt += 1) await answer(tried, { code: '000000' });
    expect((await answer(tried, { code: codeOf(secret) })).body.code).toBe('challenge_over');
    pass(301);
    expect((await answer(late, { code: codeOf(secret) })).body.code).toBe('challenge_over');
    const before = await challenge(person.email);
    const wish = { current: password, password: 'seven grey geese sing' };
    await person.call('POST', 'account/password', { body: wish });
    expect((await answer(before, { code: codeOf(secret) })).body.code).toBe('challenge_over');
    expect((await answer('invented', { code: codeOf(secret) })).status).toBe(401);
  });
});

test('an admin takes a lost app away; its sessions end with it', async () => {
  const person = await central.person({ role: 'viewer' });
  await enrol(person);
  const path = `members/${person.id}/reset-totp`;
  expect((await central.call('POST', path)).status).toBe(204);
  expect((await person.call('GET', 'me')).status).toBe(401);
  const body = { email: person.email, password };
  expect((await asNobody(central, 'POST', 'session', { body })).body.state).toBe('signed_in');
});
