import { UserError } from '../../lib/user-error.ts';

/** A setting's whole value, as in `WorkingDirectory=`: systemd takes the rest of the line, expanding %. */
export function unitValue(text: string): string {
  assertOneLine(text);
  if (text.trim() !== text || text.endsWith('\\')) throw unwritable(text);
  return text.replaceAll('%', '%%');
}

/** One word of a setting that takes several, as in `ReadWritePaths=`. */
export function unitWord(text: string): string {
  assertOneLine(text);
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** One argument of a command line: here systemd expands variables too. Line breaks are allowed. */
export function unitArgument(text: string): string {
  if (text.includes('\0')) throw unwritable(text);
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    .replace(/\p{Cc}/gu, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
  return `"${escaped}"`;
}

/** `from:to` of `BindPaths=`: each half is a word, and a colon inside its quotes means itself. */
export function unitBind(from: string, to: string): string {
  return `${unitWord(from)}:${unitWord(to)}`;
}

function assertOneLine(text: string): void {
  // A line break would start a setting of its own: whoever names a folder would configure the unit.
  if (/\p{Cc}/u.test(text) || text === '') throw unwritable(text);
}

function unwritable(text: string): UserError {
  return new UserError(
    'unit_text_invalid',
    `${JSON.stringify(text.slice(0, 100))} cannot be written into a systemd unit`,
    {
      hint: 'Use names without control characters, and without blanks or backslashes at their ends',
    },
  );
}
