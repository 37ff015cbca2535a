import { Secret, TOTP } from 'otpauth';
import type { User } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

/** What every authenticator app understands. */
const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Clocks differ: one step to each side. */
const window = 1;

/** A new secret, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code holds. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The time step that a code is for; undefined: it is wrong. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = now.getTime();
  const delta = totpOf(secret, '').validate({ token, timestamp, window });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / kind.period) + delta;
}

/** Takes a code of somebody's app; each time step counts once, also for two requests at once. */
export async function takeCode(
  { db, clock, secretBox }: Pick<Context, 'db' | 'clock' | 'secretBox'>,
  { id, totpSecret }: Pick<User, 'id' | 'totpSecret'>,
  code: string,
): Promise<boolean> {
  if (totpSecret === null) return false;
  const step = stepOfCode(await secretBox.open(totpSecret), code, clock.now());
  if (step === undefined) return false;
  const { count } = await db.user.updateMany({
    where: { id, totpSecret, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ ...kind, issuer: 'vpspilot', label, secret: Secret.fromBase32(secret) });
}
