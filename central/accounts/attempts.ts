import ipaddr from 'ipaddr.js';
import { UserError } from '../../lib/user-error.ts';
import type { Clock } from '../ports.ts';

const windowMs = 15 * 60_000;
/** Keys remembered at once; an attacker with more of them gains attempts, not our memory. */
const keysMax = 20_000;

/** How often something may be tried within a quarter of an hour. */
const most = { account: 10, address: 30, code: 10 } as const;

export type AttemptKey = `${keyof typeof most}:${string}`;

/** Somebody tries too often; says when to come back. */
export class TooManyAttempts extends UserError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('too_many_requests', 'Too many attempts', {
      hint: `Wait ${Math.ceil(retryAfterSeconds / 60)} minutes and try again`,
    });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Counts attempts, not failures: those under way count too, or a hundred at once would be free. */
export interface Attempts {
  /** @throws TooManyAttempts */
  take(...keys: AttemptKey[]): void;
  /**
   * After a success. Of an address only this attempt is taken back: whoever has an account of his own
   * must not win new attempts at others with it.
   */
  forgive(...keys: AttemptKey[]): void;
}

export function createAttempts(clock: Clock): Attempts {
  const windows = new Map<AttemptKey, { endsAt: number; count: number }>();
  const current = (key: AttemptKey, now: number) => {
    const found = windows.get(key);
    if (found !== undefined && found.endsAt > now) return found;
    windows.delete(key);
    return undefined;
  };
  const count = (key: AttemptKey, now: number) => {
    const found = current(key, now);
    if (found !== undefined) {
      found.count += 1;
      return;
    }
    // A map keeps the order of insertion: the first is the oldest.
    const [oldest] = windows.keys();
    if (windows.size >= keysMax && oldest !== undefined) windows.delete(oldest);
    windows.set(key, { endsAt: now + windowMs, count: 1 });
  };
  return {
    take(...keys) {
      const now = clock.now().getTime();
      const over = keys
        .map((key) => current(key, now))
        .find((one, index) => {
          const kind = keys[index]?.split(':', 1)[0] as keyof typeof most;
          return one !== undefined && one.count >= most[kind];
        });
      if (over !== undefined) throw new TooManyAttempts(Math.ceil((over.endsAt - now) / 1_000));
      for (const key of keys) count(key, now);
    },
    forgive(...keys) {
      for (const key of keys) {
        const found = windows.get(key);
        if (found !== undefined && key.startsWith('address:')) found.count -= 1;
        else windows.delete(key);
      }
    },
  };
}

/** Whoever has an IPv6 address has 2^64 of them: they count as one. */
export function addressKey(address: string): AttemptKey {
  if (!ipaddr.isValid(address)) return `address:${address}`;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return `address:${parsed.toString()}`;
  return `address:${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
