import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../lib/user-error.ts';
import {
  environmentFileText,
  keysBeyondDotenv,
  parseEnvironmentFile,
} from '../../../node-agent/domain/env-file.ts';
import { environmentAssignments } from '../../../node-agent/domain/env-file-reader.ts';

/** @returns the keys that dotenv reads differently */
function expectAlike(values: Record<string, string>): string[] {
  const text = environmentFileText(values);
  const beyond = keysBeyondDotenv(values);
  const without = (read: object) =>
    Object.fromEntries(Object.entries(read).filter(([key]) => !beyond.includes(key)));
  expect({ ...parseEnvironmentFile(text) }).toEqual(values);
  for (const fast of [false, true]) {
    const read = parseDotenv(text, { fast } as never);
    expect(Object.keys(read).sort()).toEqual(Object.keys(values).sort());
    expect(without(read)).toEqual(without(values));
  }
  for (const commentsContinue of [true, false]) {
    const keys = environmentAssignments(text, { commentsContinue }).map(([key]) => key);
    expect(keys).toEqual(Object.keys(values).sort());
  }
  return beyond;
}

/** Everything that means something to one of the parsers, and little else. */
const nasty = fc
  .array(
    fc.constantFrom(
      ...[
        "'",
        '"',
        '`',
        '\\',
        '\n',
        '\r',
        '$',
        '#',
        ';',
        '=',
        ':',
        ' ',
        '\t',
        'n',
        'r',
        'a',
        'A=1',
      ],
      ...['é', '😀', '\u2028', '\u00a0', '\ufeff', '$\u007bA}', '$(id)', 'export ', '\u0001'],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What dotenv may have no way to hold: nothing else may be read differently. */
function mayBeBeyondDotenv(value: string): boolean {
  const quotes = ["'", '"', '`'].filter((quote) => value.includes(quote)).length;
  // Double quotes would turn a backslash and an n into a line break.
  const noDoubleQuotes = value.includes("'") && /\\[nr]/.test(value);
  return quotes >= 2 || noDoubleQuotes || (value.includes('\r') && /["\\]/.test(value));
}

describe('the .env text reads alike in systemd, dotenv and our reader (K38, K39)', () => {
  test.each([
    ['plain', 'postgres://u:p@db:5432/x?a=b&c=d'],
    ['empty', ''],
    ['spaces around', '  a  '],
    ['dollar', '$HOME $\u007bHOME} $(id) `id`'],
    ['hash', 'a #b'],
    ['single quote', "it's"],
    ['double quotes', '{"a": "b\\nc"}'],
    ['both quotes', `{"a": "it's"}`],
    ['both quotes, hash', `it's "a" #1`],
    ['both quotes, hash, equals', `'"#= x`],
    ['all symbols of a keyboard but the backtick', `!"#$%&'()*+,-./:;<=>?@[\\]^_{|}~`],
    ['lines', '-----BEGIN KEY-----\nabc=\n-----END KEY-----\n'],
    ['lines, both quotes, hash and dollar', `say "it's"\n$5 #1\nü`],
    ['Windows lines', 'a\r\nb\r\n'],
    ['backslashes', 'C:\\new\\run\\'],
    ['quotes and a backslash at the end', `'"\\`],
    ['unicode', 'grüße 你好 😀 \u2028 \u00a0'],
    ['64 KB', `${'x"\n#$ é'.repeat(7_300)}`],
    ['quotes, hash and a backslash over lines', `it's "q" #1\nü$5\\`],
    ['quotes, equals and lines', `{"a": "it's"}\nb=c`],
    ['control characters', '\u0001\u001b[0m\u007f\t'],
  ])('%s', (_, value) => {
    expect(expectAlike({ A: 'first', KEY: value, Z: "last'" })).toEqual([]);
  });

  test('any mixture is read back exactly by systemd, and by dotenv where it can', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 6 }), (list) => {
        const values = Object.fromEntries(list.map((value, index) => [`K${index}`, value]));
        for (const key of expectAlike(values)) {
          expect(mayBeBeyondDotenv(values[key] ?? '')).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('values that dotenv cannot hold are named, and hurt no others', () => {
    const values = { A: '`"\'#', B: "b'", C: `a"'\n#\nX=1\r`, D: 'd`' };
    expect(expectAlike(values)).toEqual(['A', 'C']);
  });

  test('the same values give the same bytes, sorted', () => {
    expect(environmentFileText({ B: '1', A: 'x y' })).toBe("A='x y'\nB=1\n");
  });
});

describe('what no reader could give back is refused by name', () => {
  test.each([['\0'], ['a\ud800'], ['\ufffe']])('value %j', (value) => {
    expect(() => environmentFileText({ TOKEN: value })).toThrow(/TOKEN/);
  });

  test.each([
    ['my-key', 'my_key'],
    ['1ST', '_1ST'],
    ['A B', 'A_B'],
    ['größe', 'gro'],
    ['__proto__', 'letters'],
    ['A\nB', 'A_B'],
    ['', 'letters'],
  ])('name %j, with a suggestion', (key, suggestion) => {
    const values: Record<string, string> = Object.create(null);
    values[key] = 'x';
    try {
      environmentFileText(values);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).hint).toContain(suggestion);
    }
  });

  test('values Linux could not start a program with', () => {
    expect(() => environmentFileText({ BIG: 'x'.repeat(131_072) })).toThrow(/BIG.*128 KB/);
  });
});
