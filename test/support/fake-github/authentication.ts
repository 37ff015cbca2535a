import { decodeJwt, jwtVerify } from 'jose';
import type { FakeGithub, Token } from './fake-github.ts';
import { type Answer, refuse } from './routes.ts';

export type Caller =
  | { kind: 'app' }
  | { kind: 'installation'; permissions: Record<string, string>; repositories: string[] }
  | { kind: 'token'; token: Token };

/** GitHub takes no JWT that is valid for longer. */
const jwtSecondsMax = 600;

/** Who asks, by the rules that GitHub publishes. */
export async function callerOf(
  github: FakeGithub,
  authorization: string,
): Promise<Caller | Answer> {
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (bearer === undefined) return refuse(401, 'Requires authentication');
  if (bearer.split('.').length === 3) return appOf(github, bearer);
  const installation = github.installationTokens.get(bearer);
  if (installation !== undefined && installation.expiresAt > github.now())
    return { kind: 'installation', ...installation };
  const token = github.tokens.get(bearer);
  return token === undefined ? refuse(401, 'Bad credentials') : { kind: 'token', token };
}

async function appOf(github: FakeGithub, jwt: string): Promise<Caller | Answer> {
  const { iat = 0, exp = 0 } = decodeJwt(jwt);
  const seconds = github.now() / 1_000;
  if (iat > seconds) {
    return refuse(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (exp - seconds > jwtSecondsMax || exp - iat > jwtSecondsMax) {
    return refuse(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  try {
    await jwtVerify(jwt, github.appKeys.publicKey, {
      algorithms: ['RS256'],
      issuer: github.appId,
      currentDate: new Date(github.now()),
    });
    return { kind: 'app' };
  } catch {
    return refuse(401, 'A JSON web token could not be decoded');
  }
}
