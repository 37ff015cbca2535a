import { UserError } from '../../lib/user-error.ts';
import type { User } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { assertPassword, emailFrom } from '../domain/password-rules.ts';
import { auditEntry } from './audit.ts';
import { createLink, findLink, openLinks, useLink } from './links.ts';
import { createUser } from './new-user.ts';

const linkSeconds = 7 * 24 * 3600;

/** Whether there is no owner yet. */
export async function isSetupNeeded({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return (await db.user.count({ where: { role: 'owner' } })) === 0;
}

/**
 * Makes the token of the link with which the first owner is made, when there is neither an owner nor
 * such a link. `renew`: also when there is a link, which then works no more.
 */
export function ensureSetupLink(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { renew = false } = {},
): Promise<string | undefined> {
  const now = clock.now();
  return db.$transaction(async (tx) => {
    if (await hasOwner(tx)) return undefined;
    const open = { kind: 'setup', ...openLinks(now) };
    if (!renew && (await tx.invitation.count({ where: open })) > 0) return undefined;
    await tx.invitation.deleteMany({ where: { kind: 'setup' } });
    const wish = { kind: 'setup', createdBy: 'central', role: 'owner', ttlSeconds: linkSeconds };
    const { token } = await createLink(tx, now, { ...wish, kind: 'setup' });
    const entry = { actor: 'central', action: 'setup.link', target: 'first owner' };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return token;
  });
}

/**
 * Makes the first owner.
 *
 * @throws UserError setup_done, link_over, email_invalid, password_weak, member_exists
 */
export async function setUp(
  context: Context,
  wish: { token: string; name: string; email: string; password: string },
): Promise<User> {
  const { db, clock, passwords } = context;
  if (!(await isSetupNeeded(context))) throw setupDone();
  const link = await findLink(context, wish.token, ['setup']);
  const email = emailFrom(wish.email);
  assertPassword(wish.password, { email, name: wish.name });
  const passwordHash = await passwords.hash(wish.password);
  return db.$transaction(async (tx) => {
    if (await hasOwner(tx)) throw setupDone();
    await useLink(tx, link, clock.now());
    return createUser(tx, { email, name: wish.name, passwordHash, role: 'owner', actor: email });
  });
}

/**
 * Makes the owner that the settings name, when there is none: an account of another installation goes
 * on with its password and its authenticator app.
 */
export async function importOwner(context: Context): Promise<boolean> {
  const { settings, secretBox, db } = context;
  const { ownerEmail, ownerPasswordHash, ownerTotpSecret } = settings;
  if (ownerEmail === undefined || ownerPasswordHash === undefined) return false;
  if (!(await isSetupNeeded(context))) return false;
  const email = emailFrom(ownerEmail);
  const secret = ownerTotpSecret?.replace(/[\s=-]/g, '').toUpperCase();
  const totpSecret = secret === undefined ? null : await secretBox.seal(secret);
  const name = email.split('@', 1)[0] ?? email;
  await db.$transaction((tx) =>
    createUser(tx, {
      ...{ email, name, totpSecret, role: 'owner', actor: 'settings' },
      passwordHash: ownerPasswordHash,
    }),
  );
  return true;
}

async function hasOwner(tx: Transaction): Promise<boolean> {
  return (await tx.user.count({ where: { role: 'owner' } })) > 0;
}

function setupDone(): UserError {
  return new UserError('setup_done', 'This central has an owner already', {
    hint: 'Sign in, or ask an owner to invite you',
  });
}
