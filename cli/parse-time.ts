import { UserError } from '../lib/user-error.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * "2h" ago, or a date: an ISO time in UTC.
 *
 * @throws UserError usage
 */
export function timeOf(text: string, now = Date.now()): string {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const seconds = units[unit];
  if (seconds !== undefined) return new Date(now - Number(count) * seconds * 1_000).toISOString();
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw new UserError('usage', `"${text.slice(0, 40)}" is not a time`, {
    hint: 'Write 30m, 2h, 3d, or a date like 2026-05-01T10:00',
  });
}
