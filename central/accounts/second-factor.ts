import { UserError } from '../../lib/user-error.ts';
import type { User } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { ownUser, ownUserWithPassword } from './account.ts';
import type { Attempts } from './attempts.ts';
import { auditEntry } from './audit.ts';
import type { Caller } from './caller.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { newTotpSecret, stepOfCode, takeCode, totpUri } from './totp.ts';

/**
 * Begins to use an authenticator app. It counts only when a code has confirmed that it has the secret.
 *
 * @throws UserError wrong_password, totp_on
 */
export async function beginTotp(
  context: Context,
  attempts: Attempts,
  caller: Caller,
  password: string,
): Promise<{ secret: string; uri: string }> {
  const { id, email, totpSecret } = await ownUserWithPassword(context, attempts, caller, password);
  if (totpSecret !== null) throw totpOn();
  const secret = newTotpSecret();
  const totpPending = await context.secretBox.seal(secret);
  await context.db.user.update({ where: { id }, data: { totpPending } });
  return { secret, uri: totpUri(secret, email) };
}

/**
 * Turns the app on. The code that confirms it is used up with that.
 *
 * @returns recovery codes, shown once
 * @throws UserError totp_on, totp_off (not begun), wrong_code, too_many_requests
 */
export async function confirmTotp(
  context: Context,
  attempts: Attempts,
  caller: Caller,
  code: string,
): Promise<string[]> {
  const { db, clock, secretBox } = context;
  const { id, email, totpSecret, totpPending } = await ownUser(context, caller);
  if (totpSecret !== null) throw totpOn();
  if (totpPending === null) throw totpOff('Begin with POST /api/v1/account/totp');
  attempts.take(`code:${id}`);
  const step = stepOfCode(await secretBox.open(totpPending), code, clock.now());
  if (step === undefined) throw wrongCode();
  attempts.forgive(`code:${id}`);
  return db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, totpPending, totpSecret: null },
      data: { totpSecret: totpPending, totpPending: null, totpLastStep: step },
    });
    if (count !== 1) throw totpOn();
    const entry = { actor: caller.actor, action: 'account.totp_on', target: email };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return replaceRecoveryCodes(tx, id);
  });
}

/** @throws UserError totp_off, wrong_password, wrong_code, too_many_requests */
export async function disableTotp(
  context: Context,
  attempts: Attempts,
  caller: Caller,
  { password, code }: { password: string; code: string },
): Promise<void> {
  const user = await ownUserWithPassword(context, attempts, caller, password);
  if (user.totpSecret === null) throw totpOff('There is nothing to turn off');
  attempts.take(`code:${user.id}`);
  if (!(await takeCode(context, user, code))) throw wrongCode();
  attempts.forgive(`code:${user.id}`);
  await context.db.$transaction((tx) => forgetTotp(tx, user, caller.actor, 'account.totp_off'));
}

/** @throws UserError totp_off, wrong_password, too_many_requests */
export async function renewRecoveryCodes(
  context: Context,
  attempts: Attempts,
  caller: Caller,
  password: string,
): Promise<string[]> {
  const user = await ownUserWithPassword(context, attempts, caller, password);
  if (user.totpSecret === null) throw totpOff('Recovery codes are for those who use an app');
  const entry = { actor: caller.actor, action: 'account.recovery_codes', target: user.email };
  return context.db.$transaction(async (tx) => {
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return replaceRecoveryCodes(tx, user.id);
  });
}

/** Takes the app and its recovery codes away. */
export async function forgetTotp(
  tx: Transaction,
  { id, email }: Pick<User, 'id' | 'email'>,
  actor: string,
  action: string,
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId: id } });
  await tx.user.update({
    where: { id },
    data: { totpSecret: null, totpPending: null, totpLastStep: null },
  });
  await tx.auditEntry.create({ data: auditEntry({ actor, action, target: email }) });
}

function totpOn(): UserError {
  return new UserError('totp_on', 'You use an authenticator app already', {
    hint: 'Turn it off first, with a code from it',
  });
}

function totpOff(hint: string): UserError {
  return new UserError('totp_off', 'You use no authenticator app', { hint });
}

function wrongCode(): UserError {
  return new UserError('wrong_code', 'The code is wrong, or it was used already', {
    hint: 'Wait for the next code of the app, and look whether the clock of the phone is right',
  });
}
