import { UserError } from '../../lib/user-error.ts';

/** @throws UserError usage */
export function idNumber(text: string, what: string, list: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new UserError('usage', `"${text.slice(0, 40)}" is not the id of a ${what}`, {
    hint: `"vpspilot ${list}" lists them`,
  });
}
