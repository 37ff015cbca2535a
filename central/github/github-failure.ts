import { oneLine } from '../domain/escape-text.ts';
import { DeliveryFailure, refusalAttemptsMax } from '../outbox/delivery-failure.ts';
import type { OutsideAnswer } from '../ports.ts';

/** Without a word of GitHub about it, a rate limit is waited for this long. */
const limitPauseMs = 60_000;

/** GitHub did not do what it was asked; `status` is its answer. */
export class GithubFailure extends DeliveryFailure {
  override name = 'GithubFailure';
  readonly status: number;

  constructor(status: number, ...rest: ConstructorParameters<typeof DeliveryFailure>) {
    super(...rest);
    this.status = status;
  }
}

/** Puts an answer that is no success into words, and says whether trying again may help. */
export function failureOf(answer: OutsideAnswer, request: string, now: Date): GithubFailure {
  const { status, headers } = answer;
  const said = messageOf(answer.text);
  const retryAt = limitedUntil(answer, said, now);
  if (retryAt !== undefined) {
    const text = `GitHub asks to come back at ${retryAt.toISOString()}: ${said}`;
    return new GithubFailure(status, text, { retryAt });
  }
  const text = `GitHub answered ${status} to ${request}: ${said}`;
  if (status >= 500 || status === 408) return new GithubFailure(status, text);
  const why = explanations[status]?.(headers) ?? '';
  return new GithubFailure(status, `${text}${why}`, { attemptsMax: refusalAttemptsMax });
}

type Headers = OutsideAnswer['headers'];

const explanations: Readonly<Record<number, (headers: Headers) => string>> = {
  401: () => '. The token or key is wrong, has expired or was revoked',
  403: (headers) => `. ${neededFor(headers)}`,
  404: (headers) =>
    `. To GitHub a repository that a connection may not see does not exist: install the App there, or give the token access. ${neededFor(headers)}`,
};

/** GitHub names the permission in a header of the refusal itself. */
function neededFor(headers: Headers): string {
  const permissions = headers.get('x-accepted-github-permissions') ?? '';
  const scopes = headers.get('x-accepted-oauth-scopes') ?? '';
  const named = oneLine(permissions.replaceAll('=', ': ') || scopes, 200);
  if (named !== '') return `It needs the permission ${named}`;
  return 'It needs the permissions Contents: read, Commit statuses: write and Deployments: write';
}

/** Primary limits are told in x-ratelimit-*, secondary ones in retry-after or only in words. */
function limitedUntil({ status, headers }: OutsideAnswer, said: string, now: Date) {
  if (status !== 403 && status !== 429) return undefined;
  const seconds = Number(headers.get('retry-after'));
  if (seconds > 0) return new Date(now.getTime() + seconds * 1_000);
  const reset = Number(headers.get('x-ratelimit-reset'));
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0) {
    // A clock that is ahead of GitHub's must not make a busy loop.
    return new Date(Math.max(reset * 1_000, now.getTime()) + 1_000);
  }
  const isLimit = status === 429 || /rate limit/i.test(said);
  return isLimit ? new Date(now.getTime() + limitPauseMs) : undefined;
}

function messageOf(text: string): string {
  try {
    const { message, errors } = JSON.parse(text) as { message?: unknown; errors?: unknown };
    const details = Array.isArray(errors) ? errors.map(errorText).filter(Boolean) : [];
    return oneLine([String(message ?? ''), ...details].join('; '), 200);
  } catch {
    return '(no JSON)';
  }
}

function errorText(error: unknown): string {
  if (typeof error === 'string') return error;
  const { message, field, code } = (error ?? {}) as Record<string, unknown>;
  return [message, field, code].filter((part) => typeof part === 'string').join(' ');
}
