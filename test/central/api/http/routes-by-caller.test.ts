/** Every route, asked by everybody. Nothing behind the guard runs: whoever is let in gets 299. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiToken, type NewApiToken } from '../../../../central/accounts/api-tokens.ts';
import { routes } from '../../../../central/api/http/routes.ts';
import type { ProjectRole, Role } from '../../../../central/domain/permissions.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';
import { addOneOfEach } from '../../../support/one-of-each.ts';
import type { Person } from '../../../support/people.ts';
import { type Expectation, routeExpectations } from '../../../support/route-expectations.ts';

/** What somebody has; undefined: he is nobody, or not any more. */
interface Rights {
  kind: 'session' | 'token';
  role: Role | null;
  /** In the project that the addresses name. */
  here?: ProjectRole;
  elsewhere?: ProjectRole;
  scopes?: readonly string[];
}

const letIn = 299;
const order: readonly (string | null | undefined)[] = ['viewer', 'deployer', 'admin', 'owner'];
const paths = Object.keys(routes).map((route) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path };
});

let central: HttpCentral;
let ids: Record<string, string>;
let otherId: number;

beforeAll(async () => {
  central = await startHttpCentral();
  ids = await addOneOfEach(central.context, 'shop');
  const blog = await addOneOfEach(central.context, 'blog');
  otherId = Number(blog['projectId']);
  central.app.addHook('preValidation', (_request, reply) => {
    reply.code(letIn).send();
  });
});

afterAll(() => central.close());

/** What each route answers to a caller with these headers. */
async function answers(headers: Record<string, string>): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { route, method, path } of paths) {
    const url = path.replace('*', 'x').replace(/:(\w+)/g, (_, name) => ids[name] ?? '999999');
    found[route] = (await central.call(method, url, { as: 'nobody', headers })).status;
  }
  return found;
}

function wanted(rights: Rights | undefined): Record<string, number> {
  const entry = ({ route }: { route: string }) => {
    const expectation = routeExpectations.get(route);
    if (expectation === undefined) throw new Error(`say in route-expectations.ts who may ${route}`);
    return [route, statusFor(expectation, rights)] as const;
  };
  return Object.fromEntries(paths.map(entry));
}

function statusFor(expectation: Expectation, rights: Rights | undefined): number {
  if (expectation.kind === 'public') return letIn;
  if (rights === undefined) return 401;
  if (expectation.kind === 'anybody') return letIn;
  if (expectation.kind === 'person') return rights.kind === 'session' ? letIn : 403;
  return statusForRole(expectation, rights);
}

function statusForRole(
  { least, where, permission }: Extract<Expectation, { kind: 'role' }>,
  { role: everywhere, here, elsewhere, scopes }: Rights,
): number {
  const inProject = best(everywhere, here);
  if (where === 'in' && inProject === null) return 404;
  if (scopes !== undefined && !scopes.includes(permission)) return 403;
  // A list is empty for whoever may see nothing of it.
  if (where === 'some' && least === 'viewer') return letIn;
  const counting = { everywhere, in: inProject, some: best(inProject, elsewhere) };
  return order.indexOf(counting[where]) >= order.indexOf(least) ? letIn : 403;
}

function best(a: Role | null, b: Role | null | undefined): Role | null {
  return order.indexOf(a) >= order.indexOf(b) ? a : (b ?? null);
}

function headersOf({ cookie, csrfToken }: Person): Record<string, string> {
  return { cookie, 'x-csrf-token': csrfToken };
}

async function bearer(wish: Partial<NewApiToken> & { role: Role }) {
  const { token } = await createApiToken(central.context, { name: 'x', actor: 'test', ...wish });
  return { authorization: `Bearer ${token}` };
}

test('every route has an entry, and every entry is a route', () => {
  expect([...routeExpectations.keys()].sort()).toEqual(Object.keys(routes).sort());
});

describe('a session', () => {
  test.each(['owner', 'admin', 'deployer', 'viewer'] as const)('of an %s', async (role) => {
    const person = await central.person({ role });
    expect(await answers(headersOf(person))).toEqual(wanted({ kind: 'session', role }));
  });

  test.each(['admin', 'deployer', 'viewer'] as const)(
    'of a member of this project only, as %s',
    async (here) => {
      const person = await central.person({ projects: { shop: here } });
      const rights = { kind: 'session', role: null, here } as const;
      expect(await answers(headersOf(person))).toEqual(wanted(rights));
    },
  );

  test('of a viewer who is an admin of this project', async () => {
    const person = await central.person({ role: 'viewer', projects: { shop: 'admin' } });
    const rights = { kind: 'session', role: 'viewer', here: 'admin' } as const;
    expect(await answers(headersOf(person))).toEqual(wanted(rights));
  });

  test('of an admin of another project', async () => {
    const person = await central.person({ projects: { blog: 'admin' } });
    const rights = { kind: 'session', role: null, elsewhere: 'admin' } as const;
    expect(await answers(headersOf(person))).toEqual(wanted(rights));
  });

  test('of a member without any role', async () => {
    const person = await central.person();
    expect(await answers(headersOf(person))).toEqual(wanted({ kind: 'session', role: null }));
  });
});

describe('a token', () => {
  test.each(['owner', 'admin', 'deployer', 'viewer'] as const)('of an %s', async (role) => {
    expect(await answers(await bearer({ role }))).toEqual(wanted({ kind: 'token', role }));
  });

  test('for some permissions only', async () => {
    const scopes = ['deployments.read', 'deployments.write', 'projects.read'] as const;
    const rights = { kind: 'token', role: 'admin', scopes } as const;
    expect(await answers(await bearer({ role: 'admin', scopes }))).toEqual(wanted(rights));
  });

  test('for this project only', async () => {
    const headers = await bearer({ role: 'admin', projectId: Number(ids['projectId']) });
    const rights = { kind: 'token', role: null, here: 'admin' } as const;
    expect(await answers(headers)).toEqual(wanted(rights));
  });

  test('for another project', async () => {
    const headers = await bearer({ role: 'admin', projectId: otherId });
    const rights = { kind: 'token', role: null, elsewhere: 'admin' } as const;
    expect(await answers(headers)).toEqual(wanted(rights));
  });

  test('of a person who may less than it says', async () => {
    const { id: userId } = await central.person({ role: 'viewer', projects: { shop: 'deployer' } });
    const rights = { kind: 'token', role: 'viewer', here: 'deployer' } as const;
    expect(await answers(await bearer({ role: 'admin', userId }))).toEqual(wanted(rights));
  });
});

describe('nobody', () => {
  test('without anything', async () => {
    expect(await answers({})).toEqual(wanted(undefined));
  });

  test.each([
    ['disabled', { disabledAt: new Date() }, {}],
    ['signed out', {}, { revokedAt: new Date() }],
    ['whose session is over', {}, { expiresAt: new Date() }],
    ['not seen for two weeks', {}, { lastSeenAt: new Date(Date.now() - 15 * 24 * 3_600_000) }],
  ])('%s', async (_, user, session) => {
    const person = await central.person({ role: 'owner' });
    const { db } = central.context;
    await db.user.update({ where: { id: person.id }, data: user });
    await db.session.update({ where: { id: person.sessionId }, data: session });
    expect(await answers(headersOf(person))).toEqual(wanted(undefined));
  });
});
