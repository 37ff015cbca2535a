import { UserError } from '../../lib/user-error.ts';

const recipientsMax = 20;

/** How much of a secret's end may be shown: enough to tell two apart, useless alone. */
const shownEnd = 4;

/** An address with its secret part left out: "https://hooks.slack.com/…a1b2". */
export function maskedUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const rest = pathname + search;
  if (rest === '/') return `${origin}/`;
  return rest.length > 4 * shownEnd ? `${origin}/…${rest.slice(-shownEnd)}` : `${origin}/…`;
}

/** "a…@example.org, b…@example.org" */
export function maskedRecipients(recipients: readonly string[]): string {
  return recipients.map((address) => address.replace(/^(.)[^@]*/, '$1…')).join(', ');
}

/** The parts of an address that a text from its other side must not repeat. */
export function secretParts(url: string): string[] {
  const { pathname, searchParams } = new URL(url);
  const parts = [...pathname.split('/'), ...searchParams.values()];
  return parts.filter((part) => part.length >= 6);
}

/** Mail addresses, each once. @throws UserError channel_target_invalid */
export function recipientsOf(text: string): string[] {
  const found = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const bad = found.find((part) => !/^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()[\]\\]+$/.test(part));
  if (bad !== undefined || found.length === 0) {
    throw new UserError(
      'channel_target_invalid',
      `'${(bad ?? text).slice(0, 80)}' is no mail address`,
      {
        hint: 'Give addresses alone, with commas between: ada@example.org, ben@example.org',
      },
    );
  }
  if (found.length > recipientsMax) {
    throw new UserError('channel_target_invalid', `More than ${recipientsMax} mail addresses`, {
      hint: 'Use a mailing list',
    });
  }
  return [...new Set(found)];
}
