import type { Context } from '../context.ts';
import { failureOf, GithubFailure } from './github-failure.ts';

/** Lists of a repository's deployments are longer than what chats answer. */
const answerMaxBytes = 1024 * 1024;
const apiVersion = '2022-11-28';

export interface GithubRequest {
  apiUrl: string;
  method: 'GET' | 'POST';
  /** From its beginning slash. */
  path: string;
  /** A token, or a JWT of an App. */
  bearer: string;
  body?: object;
  signal?: AbortSignal | undefined;
}

export interface GithubAnswer<Data> {
  data: Data;
  headers: ReadonlyMap<string, string>;
}

/**
 * One request to GitHub's REST API.
 *
 * @throws GithubFailure; UserError target_refused, target_unreachable
 */
export async function callGithub<Data>(
  { outside, clock }: Pick<Context, 'outside' | 'clock'>,
  { apiUrl, method, path, bearer, body, signal }: GithubRequest,
): Promise<GithubAnswer<Data>> {
  const answer = await outside.fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${bearer}`,
      'x-github-api-version': apiVersion,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
    answerMaxBytes,
  });
  const { status, text, headers } = answer;
  if (status < 200 || status >= 300) throw failureOf(answer, `${method} ${path}`, clock.now());
  return { data: parsed<Data>(text, status), headers };
}

function parsed<Data>(text: string, status: number): Data {
  try {
    return JSON.parse(text) as Data;
  } catch {
    throw new GithubFailure(status, 'The answer is no JSON: is this the address of the API?', {
      attemptsMax: 1,
    });
  }
}

/**
 * "/repos/acme/shop"
 *
 * @throws GithubFailure for a name that would lead to another address
 */
export function repositoryPath(fullName: string): string {
  const [owner = '', name = '', ...more] = fullName.split('/');
  if (more.length === 0 && isSegment(owner) && isSegment(name)) return `/repos/${owner}/${name}`;
  throw new GithubFailure(404, `GitHub has no repository of the name ${fullName.slice(0, 100)}`, {
    attemptsMax: 1,
  });
}

function isSegment(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text) && !/^\.+$/.test(text);
}
