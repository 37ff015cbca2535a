import { UserError } from '../../lib/user-error.ts';
import type { GithubConnection } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { DeliveryFailure } from '../outbox/delivery-failure.ts';
import { callGithub } from './call-github.ts';
import { appJwt } from './tokens.ts';

export interface ConnectionTest {
  ok: boolean;
  account: string | null;
  detail: string;
}

/** What reports and private repositories need, as GitHub calls it. */
const neededPermissions = { contents: 'read', statuses: 'write', deployments: 'write' } as const;
const levels = ['read', 'write', 'admin'];

/** Asks GitHub who this connection is, and tells what it may and what is missing. */
export async function testConnection(
  context: Context,
  connection: GithubConnection,
): Promise<ConnectionTest> {
  try {
    return connection.kind === 'app'
      ? await testApp(context, connection)
      : await testToken(context, connection);
  } catch (error) {
    if (error instanceof DeliveryFailure) return failed(error.message);
    if (!(error instanceof UserError)) throw error;
    return failed(error.hint === undefined ? error.message : `${error.message}. ${error.hint}`);
  }
}

interface AppAnswer {
  slug?: string;
  name?: string;
  permissions?: Record<string, string>;
}

async function testApp(context: Context, connection: GithubConnection): Promise<ConnectionTest> {
  const bearer = await appJwt(context, connection);
  const { apiUrl } = connection;
  const { data } = await callGithub<AppAnswer>(context, {
    ...{ apiUrl, bearer, method: 'GET', path: '/app' },
  });
  const permissions = data.permissions ?? {};
  const has = Object.entries(permissions).map(([name, level]) => `${name}: ${level}`);
  const missing = Object.entries(neededPermissions)
    .filter(([name, level]) => levels.indexOf(permissions[name] ?? '') < levels.indexOf(level))
    .map(([name, level]) => `${name}: ${level}`);
  const may = `The App may: ${has.join(', ') || 'nothing'}`;
  const detail = missing.length === 0 ? may : `${may}. It also needs ${missing.join(', ')}`;
  return { ok: missing.length === 0, account: data.slug ?? data.name ?? null, detail };
}

async function testToken(context: Context, connection: GithubConnection): Promise<ConnectionTest> {
  const bearer = await context.secretBox.open(connection.credential);
  const { apiUrl } = connection;
  const { data, headers } = await callGithub<{ login?: string }>(context, {
    ...{ apiUrl, bearer, method: 'GET', path: '/user' },
  });
  return { ...scopesText(headers.get('x-oauth-scopes')), account: data.login ?? null };
}

/** Classic tokens have scopes; of fine-grained ones GitHub does not tell what they may. */
function scopesText(scopes: string | undefined): { ok: boolean; detail: string } {
  if (scopes === undefined) {
    return {
      ok: true,
      detail:
        'A fine-grained token: GitHub does not tell what it may. It needs Contents: read, Commit statuses: write and Deployments: write for its repositories',
    };
  }
  const ok = scopes.split(',').some((scope) => scope.trim() === 'repo');
  const has = `A classic token with the scopes ${scopes || '(none)'}`;
  return { ok, detail: ok ? has : `${has}. It also needs repo` };
}

function failed(detail: string): ConnectionTest {
  return { ok: false, account: null, detail };
}
