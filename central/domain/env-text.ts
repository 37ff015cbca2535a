/**
 * The text of a `.env` file, as people paste it: dotenv's form with what other readers add.
 *
 *   NAME=value            up to the end of the line; ` #` begins a comment
 *   export NAME='value'   exactly as it stands, over several lines if need be; `…` is the same
 *   NAME: "value"         \n \r \" \\ \$ \` mean what they say, any other \ is itself
 *
 * Nothing is guessed: what is not understood is a problem with the number of its line. Problems
 * never quote what they are about, for it may be a value.
 */
import { environmentKey } from '../../lib/app-config/rules.ts';
import { UserError } from '../../lib/user-error.ts';
import { assertSecretKey, assertSecretValue } from './environment-keys.ts';

export interface Finding {
  line: number;
  message: string;
}

export interface EnvText {
  values: Record<string, string>;
  /** With one of these the values are not to be used. */
  problems: Finding[];
  /** What is allowed and may surprise. */
  notes: Finding[];
}

/** More problems help nobody. */
const findingsMax = 50;

export function parseEnvText(text: string): EnvText {
  const reader = new Reader(text);
  reader.read();
  const { values, problems, notes } = reader;
  if (problems.length === 0 && Object.keys(values).length === 0) {
    problems.push({ line: 1, message: 'There is no NAME=value in the text' });
  }
  return {
    values: { ...values },
    problems: problems.slice(0, findingsMax),
    notes: notes.slice(0, findingsMax),
  };
}

const lineStart = /[^\S\n]*(?:export[^\S\n]+)?([^\s=:#'"`]*)[^\S\n]*(?:=|:(?=\s|$))[^\S\n]*/y;
const quotes = new Set(["'", '"', '`']);
const escapes: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', '"': '"', '\\': '\\', $: '$', '`': '`' },
};

class Reader {
  readonly values: Record<string, string> = Object.create(null);
  readonly problems: Finding[] = [];
  readonly notes: Finding[] = [];
  readonly #text: string;
  readonly #lineOf = new Map<string, number>();
  #at = 0;
  #line = 1;

  constructor(text: string) {
    const bare = text.replace(/^\uFEFF/, '');
    // A file of Windows, all of it: a value that has a line break of its own has it in a file of
    // other line ends.
    this.#text = /(?<!\r)\n/.test(bare) ? bare : bare.replaceAll('\r\n', '\n');
  }

  read(): void {
    while (this.#at < this.#text.length) {
      const line = this.#restOfLine();
      if (/^\s*(?:#|$)/.test(line)) this.#skipLine();
      else this.#readAssignment();
    }
  }

  #readAssignment(): void {
    const line = this.#line;
    lineStart.lastIndex = this.#at;
    const start = lineStart.exec(this.#text);
    if (start === null) {
      this.#problem(line, 'Expected NAME=value. A value of several lines stands in quotes');
      this.#skipLine();
      return;
    }
    this.#at += start[0].length;
    const key = start[1] ?? '';
    const value = this.#readValue(key, line);
    if (value === undefined) return;
    this.#keep(key, value, line);
    this.#skipCompanion(key);
  }

  #keep(key: string, value: string, line: number): void {
    const before = this.#lineOf.get(key);
    if (before !== undefined) {
      this.#problem(line, `${key} came before, in line ${before}`);
      return;
    }
    const problem = problemOf(key, value);
    if (problem !== undefined) {
      this.#problem(line, problem);
      return;
    }
    this.#lineOf.set(key, line);
    this.values[key] = value;
  }

  /** Undefined when it cannot be read; that is a problem already. */
  #readValue(key: string, line: number): string | undefined {
    const quote = this.#text.charAt(this.#at);
    if (!quotes.has(quote)) return this.#readBare(key, line);
    const value = quote === '"' ? this.#readEscaped() : this.#readLiteral(quote);
    if (value === undefined) {
      this.#problem(line, `The quote ${quote} that begins here does not end`);
      this.#at = this.#text.length;
      return undefined;
    }
    const rest = this.#restOfLine();
    if (!/^\s*(?:#|$)/.test(rest)) {
      this.#problem(this.#line, `After the closing ${quote} only a comment may follow`);
      this.#skipLine();
      return undefined;
    }
    this.#skipLine();
    if (quote === '"') this.#noteReference(key, value, line);
    return value;
  }

  #readBare(key: string, line: number): string {
    const rest = this.#restOfLine();
    this.#skipLine();
    const value = rest.replace(/(?:^|\s)#.*$/s, '').trim();
    if (value.includes('#')) {
      this.#note(
        line,
        `The # in the value of ${nameOf(key)} is part of it; dotenv would end it there`,
      );
    }
    this.#noteReference(key, value, line);
    return value;
  }

  #readLiteral(quote: string): string | undefined {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end === -1) return undefined;
    const value = this.#text.slice(this.#at + 1, end);
    this.#moveTo(end + 1);
    return value;
  }

  #readEscaped(): string | undefined {
    let value = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '"') {
        this.#moveTo(at + 1);
        return value;
      }
      const escaped = character === '\\' ? escapes[this.#text.charAt(at + 1)] : undefined;
      if (escaped !== undefined) at += 1;
      value += escaped ?? character;
    }
    return undefined;
  }

  /**
   * In a .env of a node a value that systemd and dotenv read differently is followed by the same
   * value as `NAME: …`, for dotenv only; see node-agent/domain/env-file.ts.
   */
  #skipCompanion(key: string): void {
    const comment = /^#['"`]\.\n/;
    if (comment.test(this.#text.slice(this.#at, this.#at + 4))) this.#skipLine();
    const start = [`${key}: `, `#\u2028${key}: `].find((each) =>
      this.#text.startsWith(each, this.#at),
    );
    if (start === undefined || !environmentKey.test(key)) return;
    const value = this.#at + start.length;
    const quote = this.#text.charAt(value);
    // In double quotes it has one line only.
    const end = quote === "'" || quote === '`' ? this.#text.indexOf(quote, value + 1) : -1;
    if (end !== -1 && this.#text.startsWith('\n', end + 1)) this.#moveTo(end + 2);
    else this.#skipLine();
    if (this.#text.startsWith(`#${quote}.\n`, this.#at)) this.#skipLine();
  }

  #noteReference(key: string, value: string, line: number): void {
    if (!/\$\{[A-Za-z_]\w*\}/.test(value)) return;
    this.#note(
      line,
      `\${…} in the value of ${nameOf(key)} stays as it stands; nothing is put in its place`,
    );
  }

  #restOfLine(): string {
    const end = this.#text.indexOf('\n', this.#at);
    return this.#text.slice(this.#at, end === -1 ? undefined : end).replace(/\r$/, '');
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#moveTo(end === -1 ? this.#text.length : end + 1);
  }

  #moveTo(end: number): void {
    for (let at = this.#text.indexOf('\n', this.#at); at !== -1 && at < end; ) {
      this.#line += 1;
      at = this.#text.indexOf('\n', at + 1);
    }
    this.#at = end;
  }

  #problem(line: number, message: string): void {
    this.problems.push({ line, message });
  }

  #note(line: number, message: string): void {
    this.notes.push({ line, message });
  }
}

/** What stands where a name should may be a piece of a value: it is not repeated. */
function nameOf(key: string): string {
  return environmentKey.test(key) ? key : 'this line';
}

function problemOf(key: string, value: string): string | undefined {
  if (!environmentKey.test(key)) {
    return 'What stands before the = cannot name a secret: letters, digits and _, not starting with a digit, at most 128 characters';
  }
  try {
    assertSecretKey(key);
    assertSecretValue(key, value);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return [error.message, error.hint].filter(Boolean).join('. ');
    throw error;
  }
}
