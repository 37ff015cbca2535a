import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hash as bcryptHash } from 'bcryptjs';
import { Secret, TOTP } from 'otpauth';
import { afterEach, describe, expect, test } from 'vitest';
import { ensureSetupLink, importOwner } from '../../../central/accounts/setup.ts';
import { defaultSettings, type Settings } from '../../../central/config/settings.ts';
import { runAccountLinks } from '../../../central/install/account-links.ts';
import { type HttpCentral, startHttpCentral } from '../../support/http-central.ts';
import { personPassword as password } from '../../support/people.ts';
import { asNobody, cookieOf } from '../../support/sign-in.ts';

let central: HttpCentral;
const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

afterEach(() => central.close());

async function centralWith(settings: Partial<Settings> = {}): Promise<HttpCentral> {
  central = await startHttpCentral({ settings });
  return central;
}

describe('an account of another installation', () => {
  const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

  test('goes on with its bcrypt hash and its app (N2-N5)', async () => {
    const { context } = await centralWith({
      ownerEmail: 'Ada@example.org',
      ownerPasswordHash: (await bcryptHash('old password', 4)).replace('$2b$', '$2y$'),
      ownerTotpSecret: totpSecret.toLowerCase().replace(/(.{4})/g, '$1 '),
    });
    expect(await importOwner(context)).toBe(true);
    expect(await importOwner(context)).toBe(false);
    const signIn = (typed: string) =>
      asNobody(central, 'POST', 'session', {
        body: { email: 'ada@example.org', password: typed },
      });
    expect((await signIn('new password')).status).toBe(401);
    const { body } = await signIn('old password');
    expect(body.state).toBe('code_needed');
    const { challenge } = body;
    const code = (text: string) =>
      asNobody(central, 'POST', 'session/code', { body: { challenge, code: text } });
    expect((await code('000000')).status).toBe(403);
    const answer = await code(codeOf(totpSecret));
    expect(answer.body.me).toMatchObject({ role: 'owner', user: { totp: true } });
    const kept = await context.db.user.findFirstOrThrow();
    expect(kept.passwordHash).toMatch(/^\$argon2id\$/);
    expect((await signIn('old password')).body.state).toBe('code_needed');
  });

  test('is not taken when there is an owner', async () => {
    const { context, person } = await centralWith({
      ownerEmail: 'ada@example.org',
      ownerPasswordHash: await bcryptHash('old password', 4),
    });
    await person({ role: 'owner' });
    expect(await importOwner(context)).toBe(false);
  });
});

describe('the setup link', () => {
  test('makes one owner, once, and signs him in', async () => {
    const { context } = await centralWith();
    expect((await asNobody(central, 'GET', 'setup')).body).toEqual({ needed: true });
    const token = (await ensureSetupLink(context)) ?? '';
    expect(await ensureSetupLink(context)).toBeUndefined();
    const wish = { token, name: 'Ada', email: ' Ada@Example.org ', password };
    const send = (changes: object) =>
      asNobody(central, 'POST', 'setup', { body: { ...wish, ...changes } });
    expect((await send({ password: 'short' })).body.code).toBe('password_weak');
    expect((await send({ token: 'guessed' })).body.code).toBe('link_over');
    const both = await Promise.all([send({}), send({ email: 'eve@example.org' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const made = both.find(({ status }) => status === 201);
    expect(made?.body).toMatchObject({ state: 'signed_in', me: { role: 'owner' } });
    const headers = { cookie: made === undefined ? '' : cookieOf(made) };
    expect((await asNobody(central, 'GET', 'me', { headers })).status).toBe(200);
    expect((await asNobody(central, 'GET', 'setup')).body).toEqual({ needed: false });
    expect((await send({})).body.code).toBe('setup_done');
  });

  test('is over after a week, and another can be made', async () => {
    const now = { value: new Date('2026-06-01T00:00:00Z') };
    central = await startHttpCentral({ overrides: { clock: { now: () => now.value } } });
    const token = await ensureSetupLink(central.context);
    now.value = new Date('2026-06-08T00:00:01Z');
    const body = { token, name: 'Ada', email: 'ada@example.org', password };
    expect((await asNobody(central, 'POST', 'setup', { body })).body.code).toBe('link_over');
    expect(await ensureSetupLink(central.context)).not.toBe(token);
  });
});

describe('on the machine of central, while it runs', () => {
  const run = async (...args: string[]) => {
    const said: string[] = [];
    const dataDirectory = central.directory;
    const settings = defaultSettings({ dataDirectory, publicUrl: 'https://pilot.example.org/' });
    await runAccountLinks(
      args,
      async () => settings,
      (line) => said.push(line),
    );
    return said.join('\n');
  };

  test('setup-link prints a new link, and the one before works no more', async () => {
    const { context } = await centralWith();
    const before = (await ensureSetupLink(context)) ?? '';
    const link = await run('setup-link');
    expect(link).toMatch(/^https:\/\/pilot\.example\.org\/setup#[\w-]{43}$/);
    const file = join(central.directory, 'setup-link');
    expect(await readFile(file, 'utf8')).toBe(link);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const send = (token: string) =>
      asNobody(central, 'POST', 'setup', {
        body: { token, name: 'Ada', email: 'ada@example.org', password },
      });
    expect((await send(before)).body.code).toBe('link_over');
    expect((await send(link.split('#')[1] ?? '')).status).toBe(201);
    expect(await run('setup-link', '--if-needed')).toBe('');
    await expect(run('setup-link')).rejects.toMatchObject({ code: 'setup_done' });
    await expect(run('setup-link', '--now')).rejects.toMatchObject({ code: 'usage' });
    await expect(run('reset-password')).rejects.toMatchObject({ code: 'usage' });
  });

  test('reset-password gives a member a new password, without app and sessions', async () => {
    const { person, context } = await centralWith();
    const ada = await person({ role: 'viewer', name: 'Ada' });
    const totp = { totpSecret: await context.secretBox.seal(totpSecret) };
    await context.db.user.update({ where: { id: ada.id }, data: totp });
    await expect(run('reset-password', 'eve@example.org')).rejects.toMatchObject({
      code: 'member_not_found',
    });
    const link = await run('reset-password', ada.email.toUpperCase());
    const token = link.split('#')[1] ?? '';
    expect(link.split('#')[0]).toBe('https://pilot.example.org/invitation');
    const seen = await asNobody(central, 'POST', 'invitations/lookup', { body: { token } });
    expect(seen.body).toMatchObject({ kind: 'reset', email: ada.email, name: 'Ada' });
    const body = { token, name: 'Ada L.', password: 'seven grey geese sing' };
    const done = await asNobody(central, 'POST', 'invitations/accept', { body });
    expect(done.body.me.user).toMatchObject({ name: 'Ada L.', totp: false, id: ada.id });
    expect((await ada.call('GET', 'me')).status).toBe(401);
    const again = await asNobody(central, 'POST', 'invitations/accept', { body });
    expect(again.status).toBe(410);
  });

  test('a member who is shut out does not come back by a link', async () => {
    const { person, context } = await centralWith();
    const { id, email } = await person({ role: 'viewer' });
    const token = (await run('reset-password', email)).split('#')[1];
    await context.db.user.update({ where: { id }, data: { disabledAt: new Date() } });
    const body = { token, name: 'Ada', password: 'seven grey geese sing' };
    const answer = await asNobody(central, 'POST', 'invitations/accept', { body });
    expect(answer.body.code).toBe('link_over');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});
