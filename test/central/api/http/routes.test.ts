import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessTo, routes } from '../../../../central/api/http/routes.ts';
import { createHttpServer } from '../../../../central/api/http/server.ts';
import { may, type Permission, permissions } from '../../../../central/domain/permissions.ts';
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

function permissionOf(access: string): Permission {
  return access.replace(/^\w+:/, '') as Permission;
}

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
    const used = new Set(guarded.map(({ access }) => permissionOf(access)));
    expect([...used].sort()).toEqual(Object.keys(permissions).sort());
    expect(accessTo('GET', '/toString')).toBeUndefined();
  });

  test('what changes something is not for viewers', () => {
    for (const { route, method, access } of guarded) {
      // What is one's own, one may change.
      if (method === 'GET' || access.startsWith('own:')) continue;
      expect(may('viewer', permissionOf(access)), route).toBe(false);
    }
  });
});

describe('whoever is nobody', () => {
  test.each(guarded)('$route: 401', async ({ method, path }) => {
    const answer = await central.call(method, harmless(path), { as: 'nobody' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('what does not exist is 404 for everybody, what is wrong tells nothing more', async () => {
    expect(await central.call('GET', 'nothing', { as: 'nobody' })).toMatchObject({ status: 404 });
    expect(await central.call('PUT', 'projects', { as: 'nobody' })).toMatchObject({ status: 404 });
    expect(await central.call('HEAD', 'projects', { as: 'nobody' })).toMatchObject({ status: 404 });
    expect(await central.call('OPTIONS', 'projects', { as: 'nobody' })).toMatchObject({
      status: 404,
    });
  });
});
