import { createApi } from '../lib/api/client.ts';
import type { SignedIn } from '../lib/api/openapi.ts';
import { UserError } from '../lib/user-error.ts';
import { createCentral } from './api/client.ts';

export interface Credentials {
  email: string;
  password: string;
  /** Asked for when the account has a second factor. */
  code(): Promise<string>;
}

/**
 * Signs in as a person, makes a token for this command line and signs out again: a password is
 * never kept.
 */
export async function tokenBySigningIn(
  server: string,
  { email, password, code }: Credentials,
  name: string,
): Promise<string> {
  const { client } = createCentral({ server });
  const first = await client.POST('/api/v1/session', { body: { email, password } });
  const begun = first.data as SignedIn | { state: 'code_needed'; challenge: string };
  const last =
    'challenge' in begun
      ? await client.POST('/api/v1/session/code', {
          body: { challenge: begun.challenge, ...codeOf(await code()) },
        })
      : first;
  const { me } = last.data as SignedIn;
  const session = createApi({
    baseUrl: server,
    headers: () => ({
      cookie: last.response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';', 1)[0])
        .join('; '),
      'x-csrf-token': me.csrfToken ?? '',
    }),
  });
  try {
    if (me.role === null) throw onlyInProjects();
    return (await session.post('/api/v1/tokens', { body: { name, role: me.role } })).token;
  } finally {
    await session.delete('/api/v1/session').catch(() => undefined);
  }
}

/** Six digits are of the app, anything else is a recovery code. */
function codeOf(text: string): { code: string } | { recoveryCode: string } {
  return /^\d{6}$/.test(text) ? { code: text } : { recoveryCode: text };
}

function onlyInProjects(): UserError {
  return new UserError('forbidden', 'You have a role in single projects only', {
    hint: 'Make a token for one of them in the dashboard, and log in with --token-stdin',
  });
}
