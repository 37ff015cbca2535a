import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessTo, routes } from '../../../../central/api/http/routes.ts';
import { createHttpServer } from '../../../../central/api/http/server.ts';
import { may, permissions, roles } from '../../../../central/domain/permissions.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral();
});

afterAll(() => central.close());

const table = Object.entries(routes).map(([route, access]) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path, access };
});
const guarded = table.filter(({ access }) => access !== 'public');

/** Parameters that name nothing, so that whoever is let in gets 404 and changes nothing. */
function harmless(path: string): string {
  return path.replace(/:(\w+)/g, '999999').replace('*', 'nothing');
}

describe('the table of routes (K45)', () => {
  test('every registered route is in it, and the other way round', async () => {
    for (const { route, method, path } of table) {
      expect(central.app.hasRoute({ method: method as 'GET', url: path }), route).toBe(true);
    }
  });

  test('a route that is not in it cannot be registered', async () => {
    const app = await createHttpServer(central.context);
    expect(() => app.get('/forgotten', () => 'open to all')).toThrow(/not in the table/);
    await app.close();
  });

  test('every permission is used, and only the known ones', () => {
    const used = new Set(table.map(({ access }) => access));
    expect([...used].filter((access) => access !== 'public').sort()).toEqual(
      Object.keys(permissions).sort(),
    );
    expect(accessTo('GET', '/toString')).toBeUndefined();
  });

  test('what changes something is not for viewers', () => {
    for (const { route, method, access } of guarded) {
      if (method === 'GET' || access === 'public') continue;
      expect(may('viewer', access), route).toBe(false);
    }
  });
});

describe('who may use which route', () => {
  test.each(guarded)('$route: 401 without a token', async ({ method, path }) => {
    const answer = await central.call(method, harmless(path), { as: 'nobody' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  for (const role of roles) {
    test.each(guarded.filter(({ path }) => !/events$|logs$/.test(path)))(
      `$route as ${role}`,
      async ({ method, path, access }) => {
        const { status, body } = await central.call(method, harmless(path), { as: role });
        if (access !== 'public' && may(role, access)) {
          expect([200, 400, 404, 409]).toContain(status);
        } else {
          expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
        }
      },
    );
  }

  test('what does not exist is 404 for everybody, what is wrong tells nothing more', async () => {
    expect(await central.call('GET', '/nothing', { as: 'nobody' })).toMatchObject({ status: 404 });
    expect(await central.call('PUT', 'projects', { as: 'nobody' })).toMatchObject({ status: 404 });
    expect(await central.call('HEAD', 'projects', { as: 'nobody' })).toMatchObject({ status: 404 });
    expect(await central.call('OPTIONS', 'projects', { as: 'nobody' })).toMatchObject({
      status: 404,
    });
  });
});
