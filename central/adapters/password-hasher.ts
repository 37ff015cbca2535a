import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { compare } from 'bcryptjs';
import pLimit from 'p-limit';
import { UserError } from '../../lib/user-error.ts';
import type { PasswordHasher } from '../ports.ts';

export interface HashCost {
  memoryKiB: number;
  passes: number;
}

interface ParsedHash extends HashCost {
  parallelism: number;
  salt: Buffer;
  key: Buffer;
}

/** What OWASP advises for argon2id: 19 MiB, two passes, one lane. */
const owaspCost: HashCost = { memoryKiB: 19_456, passes: 2 };
/** More at once would only take memory: there are two cores on a small machine. */
const atOnceMax = 2;
/** Whoever comes when so many wait is told to come back. */
const waitingMax = 50;
const keyBytes = 32;
const saltBytes = 16;

const derive = promisify(argon2);

/** argon2id as PHC text. Hashes of bcrypt are understood, so that accounts can be brought along. */
export function createPasswordHasher(cost: HashCost = owaspCost): PasswordHasher {
  const limit = pLimit(atOnceMax);
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= waitingMax) {
      throw new UserError('too_busy', 'Too many people sign in at this moment', {
        hint: 'Try again in a few seconds',
      });
    }
    return limit(work);
  };
  const hash = async (password: string) => {
    const salt = randomBytes(saltBytes);
    const key = await keyOf(password, {
      ...cost,
      parallelism: 1,
      salt,
      key: Buffer.alloc(keyBytes),
    });
    return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=1$${text(salt)}$${text(key)}`;
  };
  return {
    hash: async (password) => queued(() => hash(password)),
    verify: async (password, kept) => queued(() => verify(password, kept)),
    waste: async (password) => {
      await queued(() => hash(password));
    },
    isCurrent: (kept) =>
      kept.startsWith(`$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=1$`),
  };
}

async function verify(password: string, kept: string): Promise<boolean> {
  if (/^\$2[aby]\$/.test(kept)) return compare(password, kept);
  const parsed = parse(kept);
  return timingSafeEqual(await keyOf(password, parsed), parsed.key);
}

function keyOf(password: string, { memoryKiB, passes, parallelism, salt, key }: ParsedHash) {
  return derive('argon2id', {
    ...{ message: password, nonce: salt, parallelism, passes },
    memory: memoryKiB,
    tagLength: key.length,
  });
}

function parse(kept: string): ParsedHash {
  const match =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(kept);
  if (match === null) throw new Error('a kept password is neither of argon2id nor of bcrypt');
  const [, memory, passes, parallelism, salt = '', key = ''] = match;
  return {
    memoryKiB: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}

/** PHC text has base64 without padding. */
function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
