import { randomBytes } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { User } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { type AttemptKey, type Attempts, addressKey } from './attempts.ts';
import { auditEntry } from './audit.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { knowsAddress, type Origin, startSession } from './sessions.ts';
import { takeCode } from './totp.ts';

const challengeMs = 5 * 60_000;
const codesPerChallenge = 5;
/** Only who has typed a right password makes one. */
const challengesMax = 10_000;

/** A right password that waits for its code. */
interface Challenge {
  user: User;
  endsAt: number;
  left: number;
}

export type SignInStep =
  | { state: 'signed_in'; token: string }
  | { state: 'code_needed'; challenge: string };

export interface SignIn {
  /** @throws UserError wrong_credentials, too_many_requests, too_busy */
  withPassword(given: { email: string; password: string }, origin: Origin): Promise<SignInStep>;
  /** @throws UserError challenge_over, wrong_code, too_many_requests */
  withCode(
    given: { challenge: string; code?: string | undefined; recoveryCode?: string | undefined },
    origin: Origin,
  ): Promise<{ token: string }>;
  /** For somebody who has just proved who he is by a link. */
  start(user: Pick<User, 'id' | 'email'>, origin: Origin, how: string): Promise<{ token: string }>;
}

/** Signing in. Challenges are in memory only: after a restart the password is typed once more. */
export function createSignIn(context: Context, attempts: Attempts): SignIn {
  const challenges = new Map<string, Challenge>();
  const start: SignIn['start'] = async ({ id, email }, origin, how) => {
    const session = await startSession(context, id, origin);
    const entry = { actor: email, action: 'session.start', target: email };
    const detail = `${how}, from ${origin.address}`;
    await context.db.auditEntry.create({ data: auditEntry({ ...entry, detail }) });
    return { token: session.token };
  };
  const challenge = (user: User): SignInStep => {
    const [oldest] = challenges.keys();
    if (challenges.size >= challengesMax && oldest !== undefined) challenges.delete(oldest);
    const id = randomBytes(32).toString('base64url');
    const endsAt = context.clock.now().getTime() + challengeMs;
    challenges.set(id, { user, endsAt, left: codesPerChallenge });
    return { state: 'code_needed', challenge: id };
  };
  return {
    start,
    async withPassword({ email: typed, password }, origin) {
      const email = typed.trim().toLowerCase();
      const keys = await attemptKeys(context, email, origin);
      attempts.take(...keys);
      const user = await userWithPassword(context, email, password);
      if (user === undefined) {
        context.log.info({ address: origin.address }, 'a sign-in was refused');
        throw wrongCredentials();
      }
      attempts.forgive(...keys);
      if (user.totpSecret !== null) return challenge(user);
      return { state: 'signed_in', ...(await start(user, origin, 'password')) };
    },
    async withCode({ challenge: id, code, recoveryCode }, origin) {
      const found = takeChallenge(challenges, id, context.clock.now().getTime());
      const address = addressKey(origin.address);
      const key: AttemptKey = `code:${found.user.id}`;
      attempts.take(address, key);
      const user = await unchanged(context, found.user);
      const right =
        code === undefined
          ? await takeRecoveryCode(context, user.id, recoveryCode ?? '')
          : await takeCode(context, user, code);
      if (!right) throw wrongCode();
      challenges.delete(id);
      attempts.forgive(address, key);
      return start(user, origin, code === undefined ? 'recovery code' : 'password and code');
    },
  };
}

/**
 * An attacker who tries an account from elsewhere must not lock its owner out: where the owner is
 * signed in already, attempts are counted apart.
 */
async function attemptKeys(
  context: Context,
  email: string,
  { address }: Origin,
): Promise<AttemptKey[]> {
  const isKnown = await knowsAddress(context, email, address);
  return [addressKey(address), `account:${email}${isKnown ? ` from ${address}` : ''}`];
}

/** The same work whether there is such an account, whether it is shut out, and whatever is wrong. */
async function userWithPassword(
  { db, passwords, log }: Context,
  email: string,
  password: string,
): Promise<User | undefined> {
  const user = await db.user.findUnique({ where: { email } });
  if (user === null) {
    await passwords.waste(password);
    return undefined;
  }
  const isRight = await passwords.verify(password, user.passwordHash);
  if (!isRight || user.disabledAt !== null) return undefined;
  if (passwords.isCurrent(user.passwordHash)) return user;
  const passwordHash = await passwords.hash(password);
  const { id } = user;
  await db.user.updateMany({
    where: { id, passwordHash: user.passwordHash },
    data: { passwordHash },
  });
  log.info({ user: id }, 'a password is kept by argon2id now');
  return { ...user, passwordHash };
}

function takeChallenge(challenges: Map<string, Challenge>, id: string, now: number): Challenge {
  const found = challenges.get(id);
  if (found === undefined || found.endsAt <= now || found.left <= 0) {
    challenges.delete(id);
    throw challengeOver();
  }
  found.left -= 1;
  return found;
}

/** What has changed since the password was typed makes that worthless. */
async function unchanged({ db }: Context, { id, passwordHash }: User): Promise<User> {
  const user = await db.user.findUnique({ where: { id } });
  if (user === null || user.disabledAt !== null || user.passwordHash !== passwordHash)
    throw challengeOver();
  return user;
}

function wrongCredentials(): UserError {
  return new UserError('wrong_credentials', 'The e-mail address or the password is wrong', {
    hint: 'Whoever lost the password gets a new link with: vpspilot central reset-password',
  });
}

function wrongCode(): UserError {
  return new UserError('wrong_code', 'The code is wrong, or it was used already', {
    hint: 'Wait for the next code of the app, and look whether the clock of the phone is right',
  });
}

function challengeOver(): UserError {
  return new UserError('challenge_over', 'This sign-in has taken too long, or too many codes', {
    hint: 'Type the password again',
  });
}
