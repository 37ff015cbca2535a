/** What a string in the file may be. Each rule says in its message what was expected. */
import * as z from 'zod';

/** Control characters, lone surrogates, line separators and marks that reverse the reading direction. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** The same for text that may have line breaks and tabs. */
const unprintableInBlock = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

export const environmentKey = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** Text on one line. */
export function line(what: string, maxLength: number) {
  return z
    .string(`expected ${what}`)
    .max(maxLength, `expected ${what} of at most ${maxLength} characters`)
    .refine((text) => text.trim() !== '', `expected ${what}`)
    .refine(
      (text) => !unprintable.test(text),
      `expected ${what} without control characters or line breaks`,
    );
}

/** Text that may have line breaks and tabs, and may be empty. */
export function block(what: string, maxLength: number) {
  return z
    .string(`expected ${what}`)
    .max(maxLength, `expected ${what} of at most ${maxLength} characters`)
    .refine(
      (text) => !unprintableInBlock.test(text),
      `expected ${what} without control characters`,
    );
}

const commandLengthMax = 4_000;

/** A line for a shell: tabs are fine, line breaks are not. */
export function command() {
  return z
    .string('expected a command')
    .max(commandLengthMax, `expected a command of at most ${commandLengthMax} characters`)
    .refine((text) => text.trim() !== '', 'expected a command')
    .refine(
      (text) => !unprintable.test(text.replaceAll('\t', ' ')),
      'expected a command on one line, without control characters',
    );
}

/** A path inside the project's tree. */
export function pathInTree(what: string) {
  const parts = (path: string) => path.split('/');
  return line(what, 300)
    .refine(
      (path) => !path.startsWith('/') && !/^[A-Za-z]:/.test(path),
      `expected ${what} relative to the repository, not an absolute path`,
    )
    .refine(
      (path) => !path.includes('\\'),
      `expected ${what} with / between folders, not a backslash`,
    )
    .refine(
      (path) => !parts(path).includes('..'),
      `expected ${what} inside the repository, without ..`,
    )
    .refine(
      (path) => !parts(path).some((part) => /^[-~]/.test(part)),
      `expected ${what} of which no part begins with - or ~`,
    )
    .refine((path) => cleanPath(path) !== '', `expected ${what} below the repository's root`)
    .meta({ pattern: '^(?![/~-])(?!.*(^|/)\\.\\.(/|$))[^\\\\]+$' });
}

/** The path without `./` in front, `/` at the end and doubled `/`. */
export function cleanPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** A text that must match a pattern, and of at most 200 characters. */
export function pattern(what: string, regex: RegExp) {
  return z.string(`expected ${what}`).max(200, `expected ${what}`).regex(regex, `expected ${what}`);
}

/** A whole number within limits. */
export function wholeNumber(what: string, min: number, max: number) {
  const message = `expected ${what}: a whole number from ${min} to ${max}`;
  return z.number(message).int(message).min(min, message).max(max, message);
}

/** A list of at most `maxItems`. */
export function list<T extends z.ZodType>(what: string, item: T, maxItems: number) {
  return z
    .array(item, `expected a list of ${what}`)
    .max(maxItems, `expected at most ${maxItems} ${what}`);
}
