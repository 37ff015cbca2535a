import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { addOneOfEach } from '../../../support/one-of-each.ts';
import { type Person, personPassword as password } from '../../../support/people.ts';
import { asNobody } from '../../../support/sign-in.ts';

let central: HttpCentral;
let owner: Person;
let admin: Person;

beforeAll(async () => {
  central = await startHttpCentral();
  await addOneOfEach(central.context, 'shop');
  await addOneOfEach(central.context, 'blog');
  owner = await central.person({ role: 'owner' });
  admin = await central.person({ role: 'admin' });
});

afterAll(() => central.close());

const code = ({ status, body }: { status: number; body?: { code?: string } }) => [
  status,
  body?.code,
];

describe('invitations', () => {
  const invite = (who: Person, body: object) => who.call('POST', 'invitations', { body });
  const accept = (token: string, wish = {}) =>
    asNobody(central, 'POST', 'invitations/accept', {
      body: { token, name: 'Grace', password, ...wish },
    });
  const tokenIn = (link: string) => link.split('#')[1] ?? '';

  test('make a member with exactly the roles that were given', async () => {
    const projects = [{ project: 'shop', role: 'deployer' }];
    const wish = { email: 'Grace@Example.org', role: null, projects };
    const { status, body } = await invite(admin, wish);
    expect(status).toBe(201);
    expect(body.link).toMatch(/^http:\/\/[^/]+\/invitation#[\w-]{43}$/);
    expect(body.invitation).toMatchObject({
      ...{ email: 'grace@example.org', role: null, projects, createdBy: admin.email },
    });
    const token = tokenIn(body.link);
    const { body: seen } = await asNobody(central, 'POST', 'invitations/lookup', {
      body: { token },
    });
    expect(seen).toEqual({
      ...{ kind: 'invitation', email: 'grace@example.org', name: '', role: null },
      invitedBy: admin.email,
    });
    expect(code(await accept(token, { password: 'grace@example.org' }))).toEqual([
      400,
      'password_weak',
    ]);
    const accepted = await accept(token);
    expect(accepted).toMatchObject({
      status: 201,
      body: { me: { role: null, permissions: [], projectRoles: { shop: 'deployer' } } },
    });
    expect(accepted.body.me.user.name).toBe('Grace');
    expect(code(await accept(token))).toEqual([410, 'link_over']);
    const { body: listed } = await central.call('GET', 'invitations');
    expect(listed.items).toEqual([]);
  });

  test('can be taken back, are replaced by a newer one, and end with whoever gave them', async () => {
    const helper = await central.person({ role: 'admin' });
    const first = await invite(helper, { email: 'one@example.org', role: 'viewer' });
    const second = await invite(helper, { email: 'one@example.org', role: 'viewer' });
    expect(code(await accept(tokenIn(first.body.link)))).toEqual([410, 'link_over']);
    const { id } = second.body.invitation;
    expect((await admin.call('DELETE', `invitations/${id}`)).status).toBe(204);
    expect(code(await accept(tokenIn(second.body.link)))).toEqual([410, 'link_over']);
    expect((await admin.call('DELETE', `invitations/${id}`)).status).toBe(404);
    const third = await invite(helper, { email: 'one@example.org', role: 'admin' });
    const made = await helper.call('POST', 'tokens', { body: { name: 'inviter', role: 'admin' } });
    const byToken = await asNobody(central, 'POST', 'invitations', {
      headers: { authorization: `Bearer ${made.body.token}` },
      body: { email: 'three@example.org', role: 'viewer' },
    });
    await owner.call('PATCH', `members/${helper.id}`, { body: { role: 'viewer' } });
    expect(code(await accept(tokenIn(third.body.link)))).toEqual([410, 'link_over']);
    expect(code(await accept(tokenIn(byToken.body.link)))).toEqual([410, 'link_over']);
  });

  test('for owners are given by owners; nobody is invited for nothing, or twice', async () => {
    const wish = { email: 'boss@example.org', role: 'owner' };
    expect(code(await invite(admin, wish))).toEqual([403, 'owner_required']);
    expect((await invite(owner, wish)).status).toBe(201);
    const empty = { email: 'two@example.org', role: null };
    expect(code(await invite(admin, empty))).toEqual([400, 'invitation_empty']);
    expect(code(await invite(admin, { email: 'no address', role: 'viewer' }))).toEqual([
      400,
      'email_invalid',
    ]);
    const member = { email: owner.email, role: 'viewer' };
    expect(code(await invite(admin, member))).toEqual([409, 'member_exists']);
    const lost = { ...empty, projects: [{ project: 'nothing', role: 'viewer' }] };
    expect(code(await invite(admin, lost))).toEqual([404, 'project_not_found']);
  });
});

describe('members', () => {
  test('are listed without anything that is only theirs', async () => {
    const { body, text } = await (await central.person({ role: 'viewer' })).call('GET', 'members');
    const found = body.items.find((one: { id: string }) => one.id === owner.id);
    expect(found).toMatchObject({ role: 'owner', totp: false, disabled: false, projects: [] });
    expect(text).not.toMatch(/argon2|passwordHash|totpSecret/i);
  });

  test('what is taken away counts at once, for tokens too', async () => {
    const person = await central.person({ role: 'admin' });
    const wish = { body: { name: 'ci', role: 'admin' } };
    const { token } = (await person.call('POST', 'tokens', wish)).body;
    const byToken = () =>
      asNobody(central, 'GET', 'invitations', { headers: { authorization: `Bearer ${token}` } });
    expect((await byToken()).status).toBe(200);
    const body = { role: 'viewer', projects: [{ project: 'blog', role: 'admin' }] };
    const changed = await owner.call('PATCH', `members/${person.id}`, { body });
    expect(changed.body).toMatchObject({ ...body, email: person.email });
    expect((await byToken()).status).toBe(403);
    expect((await person.call('GET', 'invitations')).status).toBe(403);
    expect((await person.call('GET', 'me')).body.projectRoles).toEqual({ blog: 'admin' });
  });

  test('who is shut out has no session and no token any more, and is let in again', async () => {
    const person = await central.person({ role: 'viewer' });
    const { token } = (
      await person.call('POST', 'tokens', { body: { name: 'ci', role: 'viewer' } })
    ).body;
    const headers = { authorization: `Bearer ${token}` };
    const set = (disabled: boolean) =>
      admin.call('PATCH', `members/${person.id}`, { body: { disabled } });
    expect((await set(true)).body.disabled).toBe(true);
    expect((await person.call('GET', 'me')).status).toBe(401);
    expect((await asNobody(central, 'GET', 'me', { headers })).status).toBe(401);
    await set(false);
    expect((await asNobody(central, 'GET', 'me', { headers })).status).toBe(200);
    expect((await person.call('GET', 'me')).status).toBe(401);
  });

  test('who is removed is gone with sessions, tokens and roles; the histories stay', async () => {
    const person = await central.person({ role: 'deployer', projects: { shop: 'admin' } });
    const { token } = (
      await person.call('POST', 'tokens', { body: { name: 'gone', role: 'viewer' } })
    ).body;
    expect((await admin.call('DELETE', `members/${person.email}`)).status).toBe(204);
    const headers = { authorization: `Bearer ${token}` };
    expect((await asNobody(central, 'GET', 'me', { headers })).status).toBe(401);
    expect((await person.call('GET', 'me')).status).toBe(401);
    expect(code(await admin.call('DELETE', `members/${person.id}`))).toEqual([
      404,
      'member_not_found',
    ]);
    const { body } = await central.call('GET', 'audit?limit=200');
    const entries = body.items.filter((one: { actor: string }) => one.actor === person.email);
    expect(entries.map((one: { action: string }) => one.action)).toContain('token.create');
  });

  test('owners are changed by owners only, and the last one stays', async () => {
    const path = `members/${owner.id}`;
    for (const body of [{ role: 'admin' }, { disabled: true }])
      expect(code(await admin.call('PATCH', path, { body }))).toEqual([403, 'owner_required']);
    expect(code(await admin.call('DELETE', path))).toEqual([403, 'owner_required']);
    expect(code(await admin.call('POST', `${path}/reset-totp`))).toEqual([403, 'owner_required']);
    const up = { body: { role: 'owner' } };
    expect(code(await admin.call('PATCH', `members/${admin.id}`, up))).toEqual([
      403,
      'owner_required',
    ]);
    for (const body of [{ role: 'admin' }, { role: null }, { disabled: true }])
      expect(code(await owner.call('PATCH', path, { body }))).toEqual([409, 'last_owner']);
    expect(code(await owner.call('DELETE', path))).toEqual([409, 'last_owner']);
    const second = await central.person({ role: 'owner' });
    expect((await owner.call('DELETE', `members/${second.id}`)).status).toBe(204);
  });

  test('two owners who remove each other at once leave one', async () => {
    const a = await central.person({ role: 'owner' });
    await owner.call('PATCH', `members/${owner.id}`, { body: { role: 'admin' } });
    const b = await central.person({ role: 'owner' });
    const both = await Promise.all([
      a.call('DELETE', `members/${b.id}`),
      b.call('DELETE', `members/${a.id}`),
    ]);
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1);
    const owners = { where: { role: 'owner' } };
    expect(await central.context.db.user.count(owners)).toBe(1);
  });
});
