/** What opens an account is nowhere but where it belongs: a search of every byte that central leaves. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createResetLink } from '../../../central/accounts/accept-link.ts';
import { ensureSetupLink } from '../../../central/accounts/setup.ts';
import { routes } from '../../../central/api/http/routes.ts';
import { type HttpCentral, startHttpCentral } from '../../support/http-central.ts';
import { addOneOfEach } from '../../support/one-of-each.ts';
import { asNobody, cookieOf } from '../../support/sign-in.ts';

let central: HttpCentral;
/** By what it is: text that must not be found. */
const canaries: Record<string, string> = {};
const answers: string[] = [];
let cookie = '';
let ids: Record<string, string>;

const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await asNobody(central, 'POST', path, { body, headers });
  return answer;
};

beforeAll(async () => {
  central = await startHttpCentral();
  ids = await addOneOfEach(central.context, 'shop');
  await liveALife();
  const { csrfToken } = (await asNobody(central, 'GET', 'me', { headers: { cookie } })).body;
  for (const route of Object.keys(routes)) {
    const [method = '', path = ''] = route.split(' ');
    // Streams do not end; the dashboard and the agent are files.
    if (method !== 'GET' || /events$|logs$|\*|install/.test(path)) continue;
    const url = path.replace(/:(\w+)/g, (_, name) => ids[name] ?? '1');
    const headers = { cookie, 'x-csrf-token': csrfToken };
    answers.push((await asNobody(central, 'GET', url, { headers })).text);
  }
});

afterAll(() => central.close());

/** Everything that somebody can do with what is secret, right and wrong. */
async function liveALife(): Promise<void> {
  const { context } = central;
  canaries['setup link'] = (await ensureSetupLink(context)) ?? '';
  canaries['password'] = 'canary wagon over quiet hills';
  canaries['wrong password'] = 'canary of somebody who mistypes';
  const email = 'ada@example.org';
  const { password, 'wrong password': wrong } = canaries as { password: string } & typeof canaries;
  const known = { token: canaries['setup link'], name: 'Ada', email, password };
  const made = await post('setup', known);
  cookie = cookieOf(made);
  canaries['session'] = cookie.split('=')[1] ?? '';
  const csrf = { 'x-csrf-token': made.body.me.csrfToken, 'idempotency-key': 'once' };
  const headers = { cookie, ...csrf };
  canaries['csrf token'] = made.body.me.csrfToken;
  await post('session', { email, password: wrong });
  const begun = await post('account/totp', { password }, headers);
  canaries['totp secret'] = begun.body.secret;
  const totp = new TOTP({ secret: Secret.fromBase32(begun.body.secret) });
  const confirmed = await post('account/totp/confirm', { code: totp.generate() }, headers);
  canaries['recovery code'] = confirmed.body.recoveryCodes[3];
  const signedIn = await post('session', { email, password });
  canaries['challenge'] = signedIn.body.challenge;
  const recoveryCode = confirmed.body.recoveryCodes[0];
  canaries['used recovery code'] = recoveryCode;
  await post('session/code', { challenge: signedIn.body.challenge, recoveryCode });
  const invitation = { email: 'b@example.org', role: 'viewer' };
  const invited = await post('invitations', invitation, headers);
  canaries['invitation'] = invited.body.link.split('#')[1];
  canaries['reset link'] = await createResetLink(context, email);
  const another = { ...headers, 'idempotency-key': 'twice' };
  const token = await post('tokens', { name: 'ci', role: 'viewer' }, another);
  canaries['api token'] = token.body.token;
  await post('invitations/lookup', { token: canaries['invitation'] });
  await post('account/password', { current: wrong, password: wrong }, headers);
}

async function everythingOnDisk(): Promise<string> {
  const names = await readdir(central.directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

const foundIn = (text: string, leftOut: readonly string[] = []) =>
  Object.entries(canaries)
    .filter(([what, canary]) => !leftOut.includes(what) && text.includes(canary))
    .map(([what]) => what);

describe('what opens an account', () => {
  test('is long enough to be found, and would be', () => {
    expect(Object.keys(canaries)).toHaveLength(12);
    for (const [what, canary] of Object.entries(canaries))
      expect(canary.length, what).toBeGreaterThan(15);
    expect(foundIn(`x ${canaries['totp secret']} x`)).toEqual(['totp secret']);
  });

  test('is nowhere on the disk in clear', async () => {
    const { context } = central;
    await context.db.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
    const text = await everythingOnDisk();
    expect(text).toContain('ada@example.org');
    expect(text).toContain('$argon2id$');
    expect(foundIn(text)).toEqual([]);
  });

  test('is in no log and no audit entry', async () => {
    const entries = await central.context.db.auditEntry.findMany();
    expect(entries.map(({ action }) => action)).toContain('account.totp_on');
    expect(foundIn(JSON.stringify(entries))).toEqual([]);
    expect(central.logged.join('')).toContain('a sign-in was refused');
    expect(foundIn(central.logged.join(''))).toEqual([]);
  });

  test('is in no later answer of any route; no hash is either', () => {
    expect(answers.length).toBeGreaterThan(30);
    const text = answers.join('\n');
    expect(text).toContain('ada@example.org');
    // GET /me gives the token that the dashboard has to send back.
    expect(foundIn(text, ['csrf token'])).toEqual([]);
    expect(text).not.toMatch(
      /argon2id|"hash"|passwordHash|totpSecret|totpPending|eyJhbGciOiJkaXIi/,
    );
  });
});
