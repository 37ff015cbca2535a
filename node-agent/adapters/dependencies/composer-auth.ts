import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../lib/user-error.ts';
import type { Step } from '../../ports.ts';
import type { EcosystemRequest } from './ecosystem.ts';
import { type RegistrySecrets, referencesIn, registrySecrets } from './registry-secrets.ts';

/** Headers that a host wants, for addresses of archives. */
export type ComposerAuth = (url: string) => Readonly<Record<string, string>>;

/** Sections of auth.json, by host, each with what it becomes. The first that names the host counts. */
const sections: Readonly<Record<string, (value: unknown) => Record<string, string> | undefined>> = {
  'http-basic': (value) => {
    const { username, password } = objectOf(value);
    return typeof username === 'string' && typeof password === 'string'
      ? basic(username, password)
      : undefined;
  },
  bearer: bearer,
  'github-oauth': bearer,
  'gitlab-oauth': (value) => bearer(objectOf(value)['token'] ?? value),
  'gitlab-token': (value) => {
    const { username, token } = objectOf(value);
    if (typeof username === 'string' && typeof token === 'string') return basic(username, token);
    return typeof value === 'string' ? { 'private-token': value } : undefined;
  },
};

/** One token of GitHub is for the host that makes its archives, too. */
const alsoFor: Readonly<Record<string, string>> = { 'api.github.com': 'github.com' };

/**
 * What the project says about private repositories: its secret COMPOSER_AUTH, which is what
 * Composer itself reads, and the repository's auth.json, where ${NAME} stands for a secret. Only
 * the fetcher gets to see it.
 *
 * @throws UserError `lock_invalid` when it is no JSON, `secrets_missing`.
 */
export async function composerAuth(request: EcosystemRequest, step: Step): Promise<ComposerAuth> {
  const secrets = await registrySecrets(request);
  const own = await readFile(join(request.tree.directory, 'auth.json'), 'utf8').catch(() => '{}');
  const files = [parse(secrets.value('COMPOSER_AUTH') ?? '{}', 'The secret COMPOSER_AUTH')];
  files.push(expanded(parse(own, 'auth.json'), secrets));
  if (own !== '{}' && referencesIn(own).length === 0) {
    step.warn(
      'token_in_repository',
      'auth.json holds what everybody who can read the repository can use: write ${NAME} there and set NAME as a secret',
    );
  }
  return (url) => headersFor(url, files);
}

function headersFor(
  url: string,
  files: readonly Record<string, unknown>[],
): Readonly<Record<string, string>> {
  const { host, hostname } = new URL(url);
  const names = [host, hostname, alsoFor[host] ?? host];
  for (const file of files) {
    for (const [section, headers] of Object.entries(sections)) {
      const byHost = objectOf(file[section]);
      const name = names.find((candidate) => candidate in byHost);
      const found = name === undefined ? undefined : headers(byHost[name]);
      if (found !== undefined) return found;
    }
  }
  return {};
}

function basic(name: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

function bearer(value: unknown): Record<string, string> | undefined {
  return typeof value === 'string' ? { authorization: `Bearer ${value}` } : undefined;
}

/** Every text in it with its ${NAME} replaced. */
function expanded(value: Record<string, unknown>, secrets: RegistrySecrets) {
  const visit = (part: unknown): unknown => {
    if (typeof part === 'string') return secrets.expand(part, 'auth.json');
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]));
  };
  return objectOf(visit(value));
}

function parse(text: string, what: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // Its text must not be shown.
    throw new UserError('lock_invalid', `${what} is not valid JSON`, {
      hint: 'It has the form of auth.json: {"http-basic": {"repo.example.org": {"username": "…", "password": "…"}}}',
    });
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
