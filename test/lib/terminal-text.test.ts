import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  displayWidth,
  formatAge,
  formatDuration,
  padColumns,
  safeLine,
  truncate,
} from '../../lib/terminal-text.ts';

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [999.6, '1.0 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [3_600_000, '1 h 00 min'],
  [-5, '0 ms'],
])('%d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, 'just now'],
  [30_000, '30 s ago'],
  [300_000, '5 min ago'],
  [7_200_000, '2 h ago'],
  [300_000_000, '3 days ago'],
])('%d ms ago is %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});

test('a program’s line cannot move the cursor, and a progress bar is its last state', () => {
  expect(safeLine('10%\r50%\r100%\r')).toBe('100%');
  expect(safeLine('\u001B[31mred\u001B[0m\u001B]0;title\u0007\tend\u0000\u202E')).toBe('red  end');
});

test('wide characters count two, marks none', () => {
  expect(displayWidth('日本 é👍')).toBe(8);
  expect(padColumns('日', 4)).toBe('日  ');
});

test('truncated text fits', () => {
  expect(truncate('abcdef', 4)).toBe('abc…');
  expect(truncate('日本語', 4)).toBe('日…');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 1, max: 30 }),
      (text, columns) => {
        expect(displayWidth(truncate(text, columns))).toBeLessThanOrEqual(columns);
      },
    ),
  );
});
