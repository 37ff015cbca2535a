import { randomInt } from 'node:crypto';
import type { Context, Transaction } from '../context.ts';
import { hashToken } from './api-tokens.ts';

const codesAtOnce = 10;
/** Nobody mistakes one of them for another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** New codes in place of all others; the database keeps their SHA-256: they have 79 random bits. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: codesAtOnce }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, hash: hashOf(userId, code) })),
  });
  return codes;
}

/** Uses a code up. */
export async function takeRecoveryCode(
  { db }: Pick<Context, 'db'>,
  userId: string,
  code: string,
): Promise<boolean> {
  const { count } = await db.recoveryCode.deleteMany({
    where: { userId, hash: hashOf(userId, code) },
  });
  return count === 1;
}

function hashOf(userId: string, code: string): string {
  return hashToken(`${userId} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}

/** Like "k3mw-9xqd-t7ha-pz4n". */
function newCode(): string {
  const letter = () => alphabet[randomInt(alphabet.length)];
  const group = () => Array.from({ length: groupLength }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}
