import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nixAttributePath, nixString, nixStrings } from '../../../node-agent/domain/nix-string.ts';

/** Reads a Nix string literal as Nix' lexer does; throws when it ends early or interpolates. */
function readLiteral(literal: string): string {
  const [, body] = /^"(.*)"$/s.exec(literal) ?? [];
  if (body === undefined) throw new Error('no quotes around it');
  const tokens = body.match(/\\.|\$\{|./gsu) ?? [];
  return tokens.map(readToken).join('');
}

function readToken(token: string): string {
  if (token === '"') throw new Error('the string ends early');
  if (token === '${') throw new Error('an interpolation');
  const escapes: Record<string, string> = { '\\n': '\n', '\\r': '\r', '\\t': '\t' };
  return escapes[token] ?? token.slice(token.startsWith('\\') ? 1 : 0);
}

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom("''", '${', '$', '$$', '{', '"', '\\', '\n', '\r', '`', '$(id)', '}', "'", '#'),
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
  ),
);

describe('nixString', () => {
  test('no text leaves its string, and every text arrives as it was', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = parts.join('').toWellFormed();
        expect(readLiteral(nixString(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('a megabyte is fine', () => {
    const text = "''${x}\"\\\n".repeat(120_000);
    expect(readLiteral(nixString(text))).toBe(text);
  });

  test('NUL is refused: no Nix string can hold it', () => {
    expect(() => nixString('a\0b')).toThrow('NUL');
  });

  test('the literal is one line', () => {
    expect(nixString('a\nb\rc')).toBe('"a\\nb\\rc"');
  });
});

test('a list holds one literal per line', () => {
  expect(nixStrings(['a', '"'], '  ')).toBe('[\n    "a"\n    "\\""\n  ]');
  expect(nixStrings([], '  ')).toBe('[ ]');
});

test('attribute paths stay attribute paths', () => {
  expect(nixAttributePath('python3Packages.gunicorn')).toBe('python3Packages.gunicorn');
  expect(nixAttributePath('x; evil = 1')).toBe('"x; evil = 1"');
});
