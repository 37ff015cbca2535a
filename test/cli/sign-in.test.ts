import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCentral } from '../../cli/api/client.ts';
import { tokenBySigningIn } from '../../cli/sign-in.ts';
import { type HttpCentral, startHttpCentral } from '../support/http-central.ts';

let central: HttpCentral;
let server: string;
const email = 'ada@example.org';
const password = 'a long enough password';

beforeAll(async () => {
  central = await startHttpCentral();
  const { db, passwords } = central.context;
  const passwordHash = await passwords.hash(password);
  await db.user.create({ data: { id: 'ada', name: 'Ada', email, passwordHash, role: 'deployer' } });
  server = await central.listen();
});

afterAll(() => central.close());

const code = () => Promise.reject(new Error('nobody has a second factor here'));

test('signing in with a password leaves a token and no session', async () => {
  const token = await tokenBySigningIn(server, { email, password, code }, 'cli-test');
  const me = await createCentral({ server, token }).get('/api/v1/me');
  expect(me).toMatchObject({ kind: 'token', role: 'deployer' });
  const open = await central.context.db.session.count({ where: { revokedAt: null } });
  expect(open).toBe(0);
});

test('a wrong password says so, and makes nothing', async () => {
  const wrong = tokenBySigningIn(server, { email, password: 'wrong', code }, 'never');
  await expect(wrong).rejects.toMatchObject({ status: 401 });
  expect(await central.context.db.apiToken.count({ where: { name: 'never' } })).toBe(0);
});
