/**
 * The parser of systemd's `EnvironmentFile=` (systemd.exec(5), env-file.c), as a state machine of
 * its own so that the process supervisor gives an app exactly the values systemd would.
 */

const keyBlanks = new Set([' ', '\t']);
const lineEnds = new Set(['\n', '\r']);
const blanks = new Set([' ', '\t', '\n', '\r']);
/** What a backslash takes the meaning from inside double quotes; before others it stands for itself. */
const escapable = new Set(['"', '\\', '`', '$']);

export interface ReaderOptions {
  /** systemd before 254 lets a comment that ends in a backslash go on in the next line. */
  commentsContinue?: boolean;
}

/** The values in a text of `environmentFileText`, or in any file that systemd would load. */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const [key, value] of environmentAssignments(text)) values[key] = value;
  return values;
}

/** Every assignment in order, duplicates and invalid names included. */
export function environmentAssignments(
  text: string,
  options: ReaderOptions = {},
): [string, string][] {
  const found: [string, string][] = [];
  const cursor = { text, at: 0, options };
  while (cursor.at < text.length) {
    const key = readKey(cursor);
    if (key !== undefined) found.push([key, readValue(cursor)]);
  }
  return found;
}

interface Cursor {
  readonly text: string;
  at: number;
  readonly options: ReaderOptions;
}

/** The name before the next `=`; undefined when the line is empty, a comment, or has no `=`. */
function readKey(cursor: Cursor): string | undefined {
  const { text } = cursor;
  while (cursor.at < text.length && blanks.has(text.charAt(cursor.at))) cursor.at += 1;
  const first = text.charAt(cursor.at);
  if (first === '#' || first === ';') return skipComment(cursor);
  const start = cursor.at;
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    cursor.at += 1;
    if (lineEnds.has(character)) return undefined;
    if (character === '=') return trimEnd(text.slice(start, cursor.at - 1));
  }
  return undefined;
}

function skipComment(cursor: Cursor): undefined {
  const { text, options } = cursor;
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    cursor.at += 1;
    if (lineEnds.has(character)) return;
    if (character === '\\') {
      const endsHere = lineEnds.has(text.charAt(cursor.at)) && options.commentsContinue !== true;
      if (!endsHere) cursor.at += 1;
    }
  }
}

function trimEnd(name: string): string {
  let end = name.length;
  while (end > 0 && keyBlanks.has(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** Quoted pieces, then at most one bare piece, up to the end of the line. */
function readValue(cursor: Cursor): string {
  const { text } = cursor;
  let value = '';
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    cursor.at += 1;
    if (lineEnds.has(character)) return value;
    if (character === "'") value += readSingleQuoted(cursor);
    else if (character === '"') value += readDoubleQuoted(cursor);
    else if (!blanks.has(character)) {
      cursor.at -= 1;
      return value + readBare(cursor);
    }
  }
  return value;
}

function readSingleQuoted(cursor: Cursor): string {
  const start = cursor.at;
  const end = cursor.text.indexOf("'", start);
  cursor.at = end === -1 ? cursor.text.length : end + 1;
  return cursor.text.slice(start, end === -1 ? undefined : end);
}

function readDoubleQuoted(cursor: Cursor): string {
  const { text } = cursor;
  let value = '';
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    cursor.at += 1;
    if (character === '"') return value;
    if (character !== '\\') value += character;
    else {
      const next = text.charAt(cursor.at);
      cursor.at += 1;
      if (escapable.has(next)) value += next;
      else if (next !== '\n') value += `\\${next}`;
    }
  }
  return value;
}

function readBare(cursor: Cursor): string {
  const { text } = cursor;
  let value = '';
  /** Length of the value up to its last character that is not a trailing blank. */
  let kept = 0;
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    cursor.at += 1;
    if (lineEnds.has(character)) break;
    if (character === '\\') {
      const next = text.charAt(cursor.at);
      cursor.at += 1;
      if (!lineEnds.has(next)) value += next;
      kept = value.length;
    } else {
      value += character;
      if (!blanks.has(character)) kept = value.length;
    }
  }
  return value.slice(0, kept);
}
