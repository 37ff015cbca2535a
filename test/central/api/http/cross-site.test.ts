import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { type Person, personPassword } from '../../../support/people.ts';
import { asNobody } from '../../../support/sign-in.ts';

let central: HttpCentral;
let ada: Person;

beforeAll(async () => {
  central = await startHttpCentral({ settings: { publicUrl: 'http://pilot.example.org' } });
  ada = await central.person({ role: 'owner' });
});

afterAll(() => central.close());

/** What a page somewhere makes the browser send: the cookie comes along. */
const change = (headers: Record<string, string>) =>
  asNobody(central, 'POST', 'tokens', {
    headers: { cookie: ada.cookie, ...headers },
    body: { name: 'ci', role: 'viewer' },
  });

const code = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('a change with a session cookie', () => {
  test('needs the CSRF token of this very session', async () => {
    const eve = await central.person({ role: 'owner' });
    expect(code(await change({}))).toEqual([403, 'csrf_token_invalid']);
    for (const wrong of ['', 'x', eve.csrfToken, `${ada.csrfToken}x`, ada.cookie]) {
      const answer = await change({ 'x-csrf-token': wrong });
      expect(code(answer)).toEqual([403, 'csrf_token_invalid']);
    }
    expect((await change({ 'x-csrf-token': ada.csrfToken })).status).toBe(201);
  });

  test('is told which token that is by GET /me, and only there', async () => {
    const { body } = await ada.call('GET', 'me');
    expect(body.csrfToken).toBe(ada.csrfToken);
    expect((await central.call('GET', 'me')).body.csrfToken).toBeNull();
  });

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://pilot.example.org.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://app.example.org' },
  ])('from %j is refused, CSRF token or not', async (headers) => {
    const answer = await change({ 'x-csrf-token': ada.csrfToken, ...headers });
    expect(code(answer)).toEqual([403, 'cross_origin']);
  });

  test.each([
    { origin: 'http://pilot.example.org' },
    { origin: 'http://localhost:80', host: 'localhost:80' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://behind.a.proxy' },
    { 'sec-fetch-site': 'none' },
  ])('from %j is ours', async (headers) => {
    expect((await change({ 'x-csrf-token': ada.csrfToken, ...headers })).status).toBe(201);
  });

  test('a form of another site cannot even say what it wants', async () => {
    const answer = await central.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers: { cookie: ada.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=ci&role=admin',
    });
    expect(answer.statusCode).toBe(403);
  });
});

describe('a bearer token', () => {
  const headers = (token: string) => ({ authorization: `Bearer ${token}` });

  test('needs no CSRF token, and counts alone beside a cookie', async () => {
    const both = { cookie: ada.cookie, ...headers(central.tokens.viewer) };
    const { body } = await asNobody(central, 'GET', 'me', { headers: both });
    expect(body).toMatchObject({ kind: 'token', role: 'viewer' });
    expect((await change(headers(central.tokens.owner))).status).toBe(201);
  });

  test('that is wrong is not made good by a cookie', async () => {
    const wrong = headers(`vpp_${'C'.repeat(43)}`);
    expect((await change({ 'x-csrf-token': ada.csrfToken, ...wrong })).status).toBe(401);
  });
});

test('another site cannot sign anybody in', async () => {
  const { email } = await central.person({ role: 'viewer' });
  const answer = await asNobody(central, 'POST', 'session', {
    body: { email, password: personPassword },
    headers: { origin: 'https://evil.example' },
  });
  expect(code(answer)).toEqual([403, 'cross_origin']);
  expect(answer.headers['set-cookie']).toBeUndefined();
});
