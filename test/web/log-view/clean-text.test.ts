import { describe, expect, test } from 'vitest';
import { cleanText, plainText } from '../../../web/project/log-view/clean-text.ts';

describe('cleanText', () => {
  test.each([
    ['plain text stays', 'added 12 packages', 'added 12 packages'],
    ['colours stay', '\x1B[31mred\x1B[0m', '\x1B[31mred\x1B[0m'],
    ['tabs stay', 'a\tb', 'a\tb'],
    ['letters of every script stay', 'Größe 尺寸 👍', 'Größe 尺寸 👍'],
    ['the cursor is not moved', 'a\x1B[2Kb\x1B[1;1Hc\x1B[?25l', 'abc'],
    ['titles of windows go', '\x1B]0;owned\x07text', 'text'],
    [
      'links of terminals keep their text',
      '\x1B]8;;https://evil.example\x1B\\here\x1B]8;;\x1B\\',
      'here',
    ],
    ['device strings go', '\x1BPsecret\x1B\\text', 'text'],
    ['character sets go', '\x1B(Btext', 'text'],
    ['bells, NUL and backspaces go', 'a\x07\0b\x08c\x7F', 'abc'],
    ['what turns the direction of text goes', 'user\u202E txt.exe\u2066', 'user txt.exe'],
    ['other breaks of lines go', 'a\u2028b', 'ab'],
    ['the last state of a progress bar is shown', ' 10 %\r 50 %\r100 %', '100 %'],
    ['a line that ends with \\r keeps its text', 'done\r', 'done'],
    ['\\r and an erased line are no state', '100 %\r\x1B[K', '100 %'],
    ['an escape at the end goes nowhere', 'text\x1B[', 'text'],
  ])('%s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('HTML is text', () => {
    expect(cleanText('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
  });

  test('a long line of escapes takes no time', () => {
    const begin = performance.now();
    cleanText('\x1B]'.repeat(50_000));
    cleanText('\x1B['.repeat(50_000));
    cleanText(`\x1B[${'1;'.repeat(50_000)}`);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

test('plainText is what people read', () => {
  expect(plainText('\x1B[1;31merror\x1B[0m: no \x1B[38;5;208mfile')).toBe('error: no file');
});
