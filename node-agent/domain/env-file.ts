import { parse as parseDotenv } from 'dotenv';
import { UserError } from '../../lib/user-error.ts';
import { environmentAssignments, parseEnvironmentFile } from './env-file-reader.ts';

export { parseEnvironmentFile };

/** The kernel refuses to start a program with a longer `KEY=value`, its final NUL included. */
const entryMaxBytes = 128 * 1024 - 1;
/** Linux gives arguments and environment 2 MB by default; the rest is for the program's own. */
const environmentMaxBytes = 1024 * 1024;

/**
 * Text of a `.env` that systemd's `EnvironmentFile=`, dotenv and `parseEnvironmentFile` read to
 * exactly these values; sorted, so the same values give the same bytes.
 *
 * The parsers share no way of escaping. What both take literally inside some kind of quotes is
 * written once. Everything else is written twice: as an assignment for systemd, then as
 * `KEY: value`, which dotenv reads too and systemd passes over because it has no `=`. Nothing is
 * trusted: each way is tried on both parsers and the first that reads back is taken. The few
 * values that dotenv has no way to hold are written for systemd; see `keysBeyondDotenv`.
 *
 * @throws UserError `environment_key_invalid`, `environment_value_invalid`, `environment_too_large`
 */
export function environmentFileText(values: Readonly<Record<string, string>>): string {
  const keys = Object.keys(values).sort();
  const bytes = keys.map((key) => Buffer.byteLength(key) + Buffer.byteLength(values[key] ?? ''));
  if (bytes.reduce((sum, size) => sum + size, 0) > environmentMaxBytes) throw tooLarge();
  const text = keys.map((key) => entry(key, values[key] ?? '')).join('');
  const read = parseEnvironmentFile(text);
  const wrong = keys.find((key) => read[key] !== values[key]);
  if (wrong !== undefined) throw new Error(`${wrong} was not written as it is read`);
  return text;
}

/**
 * Keys whose values dotenv reads differently from such a text: several lines, both kinds of quotes
 * and more of what dotenv cannot escape. The application's own environment has them exactly.
 */
export function keysBeyondDotenv(values: Readonly<Record<string, string>>): string[] {
  const read = parseDotenv(environmentFileText(values));
  return Object.keys(values).filter((key) => read[key] !== values[key]);
}

function entry(key: string, value: string): string {
  assertKey(key);
  assertValue(key, value);
  for (const text of [...commonForms(key, value), ...splitForms(key, value)]) {
    if (readsBack(text, key, value)) return text;
  }
  return systemdForm(key, value);
}

/**
 * After a backslash dotenv first takes a quote for part of the value and looks for one that ends a
 * line further down. A comment with a quote that does not end its line makes it think again.
 */
function quoted(value: string, quote: string): string {
  return `${quote}${value}${quote}${value.endsWith('\\') ? `\n#${quote}.` : ''}`;
}

function* commonForms(key: string, value: string): Generator<string> {
  if (/^[\w.,:/@%+-]+$/.test(value)) yield `${key}=${value}\n`;
  if (!value.includes("'")) yield `${key}=${quoted(value, "'")}\n`;
  if (!value.includes('"')) yield `${key}=${quoted(value, '"')}\n`;
  if (/^[^\s'"`]/.test(value)) yield `${key}=${value}\n`;
}

function* splitForms(key: string, value: string): Generator<string> {
  for (const form of dotenvForms(value)) {
    yield `${systemdForm(key, value)}${key}: ${form}\n`;
    // JavaScript's regular expressions end a line at U+2028, systemd does not: to it this is a
    // comment. Needed when the value's first line has a `=`.
    yield `${systemdForm(key, value)}#\u2028${key}: ${form}\n`;
  }
}

/** Any value. dotenv sees where it ends, but keeps the backslashes. */
function systemdForm(key: string, value: string): string {
  return `${key}=${quoted(value.replace(/["\\$]/g, '\\$&'), '"')}\n`;
}

function* dotenvForms(value: string): Generator<string> {
  if (!value.includes('`')) yield quoted(value, '`');
  if (!value.includes("'")) yield quoted(value, "'");
  // In double quotes dotenv turns \n and \r into what they name, and knows no other escape. Inner
  // double quotes are fine as long as all is on one line without a comment sign.
  yield quoted(value.replace(/\n/g, '\\n').replace(/\r/g, '\\r'), '"');
  if (/^[^\s'"`]/.test(value)) yield value;
}

function readsBack(text: string, key: string, value: string): boolean {
  const dotenv = Object.entries(parseDotenv(text));
  if (dotenv.length !== 1 || dotenv[0]?.[0] !== key || dotenv[0][1] !== value) return false;
  return [true, false].every((commentsContinue) => {
    const found = environmentAssignments(`${text}END=1\n`, { commentsContinue });
    const [own, end] = found;
    return found.length === 2 && own?.[0] === key && own[1] === value && end?.[0] === 'END';
  });
}

function assertKey(key: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && key !== '__proto__') return;
  const cleaned = key
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const suggestion = /^[0-9]/.test(cleaned) ? `_${cleaned}` : cleaned;
  throw new UserError(
    'environment_key_invalid',
    `${JSON.stringify(key)} cannot be the name of an environment variable`,
    {
      hint: `Use letters, digits and underscores, no digit first${
        suggestion === '' || suggestion === 'proto' ? '' : `: ${suggestion.slice(0, 60)}`
      }`,
    },
  );
}

function assertValue(key: string, value: string): void {
  if (value.includes('\0') || !value.isWellFormed() || hasNoncharacter(value)) {
    throw new UserError(
      'environment_value_invalid',
      `The value of ${key} contains a NUL byte or something that is not Unicode text`,
      { hint: `Store it base64-encoded: vpspilot secrets set ${key}="$(base64 -w0 FILE)"` },
    );
  }
  if (Buffer.byteLength(key) + Buffer.byteLength(value) + 2 > entryMaxBytes) {
    throw new UserError('environment_too_large', `The value of ${key} is longer than 128 KB`, {
      hint: 'Linux starts no program with it. Put it into a file in a storage folder instead',
    });
  }
}

/** systemd refuses a whole file that has one of these. */
function hasNoncharacter(value: string): boolean {
  return /[\ufdd0-\ufdef]|[\ufffe\uffff]/.test(value) || /\p{Noncharacter_Code_Point}/u.test(value);
}

function tooLarge(): UserError {
  return new UserError('environment_too_large', 'All variables together are longer than 1 MB', {
    hint: 'Linux starts no program with them. Put the largest into files in a storage folder',
  });
}
