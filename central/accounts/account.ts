import { UserError } from '../../lib/user-error.ts';
import type { User } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { assertPassword } from '../domain/password-rules.ts';
import type { Attempts } from './attempts.ts';
import { auditEntry } from './audit.ts';
import type { Caller } from './caller.ts';

/** The person who is signed in. */
export async function ownUser({ db }: Pick<Context, 'db'>, { userId }: Caller): Promise<User> {
  return db.user.findUniqueOrThrow({ where: { id: userId ?? '' } });
}

/**
 * The person who is signed in, after typing the password once more: a browser left open must not be
 * enough to take an account over.
 *
 * @throws UserError wrong_password, too_many_requests
 */
export async function ownUserWithPassword(
  context: Context,
  attempts: Attempts,
  caller: Caller,
  password: string,
): Promise<User> {
  const user = await ownUser(context, caller);
  // Counted apart from signing in: nobody from outside can use these up.
  attempts.take(`account:${user.id}`);
  if (!(await context.passwords.verify(password, user.passwordHash))) {
    throw new UserError('wrong_password', 'This is not your password', {
      hint: 'Type the password with which you sign in',
    });
  }
  attempts.forgive(`account:${user.id}`);
  return user;
}

export async function rename({ db }: Context, caller: Caller, name: string): Promise<void> {
  const entry = { actor: caller.actor, action: 'account.rename', target: caller.actor };
  await db.$transaction([
    db.user.update({ where: { id: caller.userId ?? '' }, data: { name } }),
    db.auditEntry.create({ data: auditEntry({ ...entry, detail: name }) }),
  ]);
}

/**
 * Replaces the password; every other session ends, for one of them may be why.
 *
 * @throws UserError wrong_password, password_weak, too_many_requests
 */
export async function changePassword(
  context: Context,
  attempts: Attempts,
  caller: Caller,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const { db, clock, passwords, bus } = context;
  const user = await ownUserWithPassword(context, attempts, caller, current);
  assertPassword(password, user);
  const passwordHash = await passwords.hash(password);
  const entry = { actor: caller.actor, action: 'account.password', target: user.email };
  await db.$transaction([
    db.user.update({ where: { id: user.id }, data: { passwordHash } }),
    db.session.updateMany({
      where: { userId: user.id, id: { not: caller.id }, revokedAt: null },
      data: { revokedAt: clock.now() },
    }),
    db.auditEntry.create({ data: auditEntry(entry) }),
  ]);
  bus.publish(['access']);
}
