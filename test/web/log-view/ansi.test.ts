import { describe, expect, test } from 'vitest';
import { spansOf } from '../../../web/project/log-view/ansi.ts';
import { cleanText, plainText } from '../../../web/project/log-view/clean-text.ts';

describe('spansOf', () => {
  test('plain text is one piece', () => {
    expect(spansOf('text')).toEqual([{ text: 'text', className: '' }]);
  });

  test('colours and looks become classes', () => {
    expect(spansOf('a\x1B[31mb\x1B[1mc\x1B[0md')).toEqual([
      { text: 'a', className: '' },
      { text: 'b', className: 'log-fg-red' },
      { text: 'c', className: 'log-fg-red log-bold' },
      { text: 'd', className: '' },
    ]);
  });

  test.each([
    ['bright', '\x1B[92mx', 'log-fg-bright-green'],
    ['on another ground', '\x1B[41mx', 'log-bg-red'],
    ['of the first sixteen', '\x1B[38;5;9mx', 'log-fg-bright-red'],
    ['of the palette', '\x1B[38;5;196mx', 'log-fg-red'],
    ['grey', '\x1B[38;5;244mx', 'log-fg-bright-black'],
    ['of any kind', '\x1B[38;2;20;30;200mx', 'log-fg-blue'],
    ['light, of any kind', '\x1B[38;2;255;150;150mx', 'log-fg-bright-red'],
    ['turned round', '\x1B[7mx', 'log-fg-black log-bg-white'],
    ['dim and underlined', '\x1B[2;4mx', 'log-dim log-underline'],
  ])('a colour %s', (_, text, className) => {
    expect(spansOf(text)).toEqual([{ text: 'x', className }]);
  });

  test('nothing is hidden and nothing blinks', () => {
    expect(spansOf('\x1B[8;5mx')).toEqual([{ text: 'x', className: '' }]);
  });

  test('a line does not colour the next one', () => {
    spansOf('\x1B[31mnever reset');
    expect(spansOf('\x1B[1mnext')).toEqual([{ text: 'next', className: 'log-bold' }]);
  });

  test.each([
    'a\x1B[31mb\x1B[0mc',
    '\x1B[31m\x1B[0m',
    '\x1B[2Ka\x1B[38;5;2mb\x1B[K',
    'a\x1B[1;31;mb',
    '\x1B[38mx',
    '\x1B[m',
  ])('the pieces of %j are its plain text', (text) => {
    const cleaned = cleanText(text);
    const pieces = spansOf(cleaned).map((span) => span.text);
    expect(pieces.join('')).toBe(plainText(cleaned));
  });
});
