import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEnvText } from '../../../central/domain/env-text.ts';
import { envTextOf } from '../../../central/domain/env-text-writer.ts';
import { environmentFileText, parseEnvironmentFile } from '../../../node-agent/domain/env-file.ts';

function valuesOf(text: string): Record<string, string> {
  const { values, problems } = parseEnvText(text);
  expect(problems).toEqual([]);
  return values;
}

function problemsOf(text: string): string[] {
  return parseEnvText(text).problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('the text of a .env file', () => {
  test.each([
    ['A=1', '1'],
    ['A = 1 ', '1'],
    ['export A=1', '1'],
    ['A: yaml', 'yaml'],
    ['A=', ''],
    ['A=""', ''],
    ['A=a b  # comment', 'a b'],
    ['A= # comment', ''],
    ['A=x#y', 'x#y'],
    ["A=it's", "it's"],
    ['A=postgres://u:p@h/d?x=1&y=2', 'postgres://u:p@h/d?x=1&y=2'],
    ["A='a \\n # b'", 'a \\n # b'],
    ["A='one\ntwo'", 'one\ntwo'],
    ['A="one\ntwo"', 'one\ntwo'],
    ['A="one\\ntwo\\r"', 'one\ntwo\r'],
    ['A="say \\"hi\\" \\\\ \\$X \\d"', 'say "hi" \\ $X \\d'],
    ['A=`both " and \'` # comment', 'both " and \''],
    ['\uFEFFA=1', '1'],
    ['# first\n\n  A=1\n', '1'],
  ])('%j', (text, value) => {
    expect(valuesOf(text)).toEqual({ A: value });
  });

  test('a file of Windows has line breaks of one character', () => {
    const text = '# c\r\nA=1\r\nB="x\r\ny"\r\nC=\'a b\' # d\r\n\r\nD=\r\n';
    expect(valuesOf(text)).toEqual({ A: '1', B: 'x\ny', C: 'a b', D: '' });
  });

  test('every problem has its line, and none quotes what may be a value', () => {
    const pem = '-----BEGIN KEY-----\nMIIEpAIBAAK/CAQEA+==\n-----END KEY-----';
    const text = `A=1\nA=2\nKEY=${pem}\nPORT=1\n1X=1\nÄ=1\n=x\nB="1" 2\nLAST="never\nends`;
    const problems = problemsOf(text);
    expect(problems).toEqual([
      '2: A came before, in line 1',
      expect.stringMatching(/^4: .*cannot name a secret/),
      expect.stringMatching(/^5: Expected NAME=value/),
      expect.stringMatching(/^6: PORT is set by vpspilot itself/),
      expect.stringMatching(/^7: .*cannot name a secret/),
      expect.stringMatching(/^8: .*cannot name a secret/),
      expect.stringMatching(/^9: .*cannot name a secret/),
      expect.stringMatching(/^10: After the closing "/),
      expect.stringMatching(/^11: The quote " that begins here does not end/),
    ]);
    expect(problems.join('')).not.toContain('MIIEpAIB');
  });

  test('lines are counted through values of several lines', () => {
    expect(problemsOf('A="1\n2\n3"\nB=\'4\n5\'\nnonsense\n')).toEqual([
      expect.stringMatching(/^6: Expected/),
    ]);
  });

  test('values that no variable can hold are problems', () => {
    expect(problemsOf(`A=${'x'.repeat(65_537)}`)).toEqual([expect.stringMatching(/^1: .*65537/)]);
    expect(problemsOf('A=a\0b')).toEqual([expect.stringMatching(/^1: .*not text/)]);
    expect(problemsOf('# nothing\n')).toEqual(['1: There is no NAME=value in the text']);
  });

  test('what may surprise is said', () => {
    const { notes, problems } = parseEnvText('A=x#y\nB="${A}/x"\nC=\'${A}\'\n');
    expect(problems).toEqual([]);
    expect(notes.map(({ line }) => line)).toEqual([1, 2]);
  });

  test('a name that every object has is a name like others', () => {
    const text = 'constructor=1\ntoString=2\n__proto__=3\n';
    expect(parseEnvText(text).problems).toEqual([]);
    expect(Object.entries(parseEnvText(text).values)).toEqual([
      ['constructor', '1'],
      ['toString', '2'],
      ['__proto__', '3'],
    ]);
  });

  test('large texts are read in linear time', () => {
    const began = performance.now();
    parseEnvText(Array.from({ length: 20_000 }, (_, n) => `A${n}="${n}`).join('\n'));
    parseEnvText(Array.from({ length: 20_000 }, (_, n) => `A${n}=x\nA${n}: 'y`).join('\n'));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

const key = fc
  .stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/)
  .filter((name) => name !== 'PORT' && !name.startsWith('VPSPILOT_'));
const pieces = [...'\'"`\\#$=: \t\r\n{}aZ0', '\\n', '\\"', '${A}', 'ü', '\u2028', '🚀'];
const value = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0')),
);
const values = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

describe('round trips', () => {
  test('what is exported is read back exactly', () => {
    fc.assert(
      fc.property(values, (given) => {
        expect(valuesOf(envTextOf(given))).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  test('dotenv reads an export the same, but for what it has no way to say', () => {
    // Both kinds of quotes, and something that only double quotes can hold.
    const isBeyond = (text: string) =>
      /\r/.test(text) ? /["\\]/.test(text) : /'/.test(text) && /`/.test(text);
    fc.assert(
      fc.property(values, (given) => {
        const read = parseDotenv(envTextOf(given));
        for (const [name, text] of Object.entries(given)) {
          if (!isBeyond(text)) expect(read[name]).toBe(text);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a node's own .env is read as the node reads it", () => {
    const storable = value.filter((text) => !/\p{Noncharacter_Code_Point}/u.test(text));
    const stored = fc.dictionary(key, storable, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(stored, (given) => {
        const text = environmentFileText(given);
        expect({ ...parseEnvironmentFile(text) }).toEqual(given);
        expect(valuesOf(text)).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });
});
