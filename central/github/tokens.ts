import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { GithubConnection } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { callGithub, repositoryPath } from './call-github.ts';
import { GithubFailure } from './github-failure.ts';

/** GitHub's clock may be behind ours, and takes no JWT that is valid for more than ten minutes. */
const backdatedSeconds = 60;
const jwtSeconds = 540;
/** A token is not used within this time of its end. */
const reserveMs = 5 * 60_000;

type Needed = Pick<Context, 'db' | 'outside' | 'clock' | 'secretBox'>;

interface InstallationToken {
  token: string;
  expires_at: string;
}

/** In memory only, by database: installation tokens are as good as passwords for an hour. */
const caches = new WeakMap<object, Map<string, InstallationToken>>();

/**
 * What GitHub takes as proof for a repository: the connection's token, or one of the App's
 * installation there.
 *
 * @throws GithubFailure; UserError target_refused, target_unreachable
 */
export async function repositoryToken(
  context: Needed,
  connection: GithubConnection,
  repository: string,
  signal?: AbortSignal,
): Promise<string> {
  if (connection.kind === 'token') return context.secretBox.open(connection.credential);
  const cache = cacheOf(context);
  const key = `${connection.id}:${repository}`;
  const known = cache.get(key);
  const end = known === undefined ? 0 : Date.parse(known.expires_at) - reserveMs;
  if (known !== undefined && end > context.clock.now().getTime()) return known.token;
  const fresh = await installationToken(context, connection, repository, { signal });
  cache.set(key, fresh);
  return fresh.token;
}

/** Forgets a token that GitHub does not take any more. */
export function forgetToken(context: Needed, { id }: GithubConnection, repository: string): void {
  cacheOf(context).delete(`${id}:${repository}`);
}

/** A token that can read this one repository, and nothing else, for an hour. */
export async function readOnlyToken(
  context: Needed,
  connection: GithubConnection,
  repository: string,
): Promise<string> {
  if (connection.kind === 'token') return context.secretBox.open(connection.credential);
  const [, name = ''] = repository.split('/');
  const limits = { repositories: [name], permissions: { contents: 'read' } };
  return (await installationToken(context, connection, repository, { body: limits })).token;
}

function cacheOf({ db }: Needed): Map<string, InstallationToken> {
  const known = caches.get(db);
  if (known !== undefined) return known;
  const fresh = new Map<string, InstallationToken>();
  caches.set(db, fresh);
  return fresh;
}

async function installationToken(
  context: Needed,
  connection: GithubConnection,
  repository: string,
  { body, signal }: { body?: object; signal?: AbortSignal | undefined },
): Promise<InstallationToken> {
  const bearer = await appJwt(context, connection);
  const base = { apiUrl: connection.apiUrl, bearer, signal };
  const path = `${repositoryPath(repository)}/installation`;
  const { data } = await callGithub<{ id: number }>(context, {
    ...base,
    method: 'GET',
    path,
  }).catch((error: unknown) => {
    throw notInstalled(error, repository);
  });
  const answer = await callGithub<InstallationToken>(context, {
    ...base,
    method: 'POST',
    path: `/app/installations/${data.id}/access_tokens`,
    ...(body === undefined ? {} : { body }),
  });
  return answer.data;
}

/** What an App shows of itself: signed with its private key, short-lived. */
export async function appJwt(context: Needed, connection: GithubConnection): Promise<string> {
  const key = createPrivateKey(await context.secretBox.open(connection.credential));
  const now = Math.floor(context.clock.now().getTime() / 1_000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(connection.appId ?? '')
    .setIssuedAt(now - backdatedSeconds)
    .setExpirationTime(now + jwtSeconds)
    .sign(key);
}

function notInstalled(error: unknown, repository: string): unknown {
  if (!(error instanceof GithubFailure && error.status === 404)) return error;
  return new GithubFailure(
    404,
    `The App is not installed for ${repository}. Install it there at GitHub`,
    {
      attemptsMax: 3,
    },
  );
}
