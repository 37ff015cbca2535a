import { parse } from 'dotenv';
import { UserError } from '../lib/user-error.ts';

/**
 * The KEY=VALUE lines of a .env file, quotes and values over several lines included.
 *
 * @throws UserError usage, when a line means nothing: a secret must not be lost in silence
 */
export function parseAssignments(text: string, source: string): Record<string, string> {
  const values = parse(text);
  let quote: string | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (quote !== undefined) quote = line.includes(quote) ? undefined : quote;
    else quote = openQuote(assignedText(line, values, `Line ${index + 1} of ${source}`));
  }
  return values;
}

/** What a line that begins a value has behind its =; empty for comments and empty lines. */
function assignedText(
  line: string,
  values: Readonly<Record<string, string>>,
  where: string,
): string {
  if (/^\s*(#|$)/.test(line)) return '';
  const [, key = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line) ?? [];
  if (!Object.hasOwn(values, key)) {
    throw new UserError('usage', `${where} is not KEY=VALUE`, {
      hint: 'Comments begin with #; put values with line breaks in quotes',
    });
  }
  // The format takes it for a comment; half a password would be worse than a question.
  if (/^[^\s"'`].*?\S#|^#/.test(value) || /^[^\s"'`]#/.test(value)) {
    throw new UserError('usage', `${where}: is the # a part of the value of ${key}?`, {
      hint: 'If it is, put the value in quotes; if it begins a comment, put a space before it',
    });
  }
  return value;
}

/** The quote that begins a value and does not end it on the same line. */
function openQuote(value: string): string | undefined {
  const first = value[0];
  if (first !== '"' && first !== "'" && first !== '`') return undefined;
  return value.indexOf(first, 1) === -1 ? first : undefined;
}
