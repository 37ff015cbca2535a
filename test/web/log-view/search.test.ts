import { describe, expect, test } from 'vitest';
import { spansOf } from '../../../web/project/log-view/ansi.ts';
import { lineHash, readLineHash } from '../../../web/project/log-view/line-hash.ts';
import { markedSpans } from '../../../web/project/log-view/marked-spans.ts';
import {
  firstFrom,
  type Match,
  matchesIn,
  nextMatch,
  patternOf,
} from '../../../web/project/log-view/search.ts';

const lines = [
  { number: 1, plain: 'npm error code E404' },
  { number: 2, plain: 'nothing here' },
  { number: 3, plain: 'Error: error again' },
];

function find(query: string, room?: number): Match[] {
  const pattern = patternOf(query);
  return pattern === undefined ? [] : matchesIn(lines, pattern, room);
}

describe('search', () => {
  test('finds each place, whatever the case', () => {
    expect(find('error')).toEqual([
      { line: 1, start: 4, end: 9 },
      { line: 3, start: 0, end: 5 },
      { line: 3, start: 7, end: 12 },
    ]);
  });

  test('a query is text, not a pattern', () => {
    expect(find('.*')).toEqual([]);
    expect(find('[')).toEqual([]);
    expect(find('error:')).toEqual([{ line: 3, start: 0, end: 6 }]);
    expect(
      matchesIn([{ number: 1, plain: 'a/b\\c{1}-^$' }], patternOf('/b\\c{1}-^$') ?? /x/g),
    ).toEqual([{ line: 1, start: 1, end: 11 }]);
  });

  test('an empty query finds nothing', () => {
    expect(patternOf('')).toBeUndefined();
  });

  test('stops when there are enough', () => {
    expect(find('e', 4)).toHaveLength(4);
  });

  test('goes round in both directions', () => {
    const matches = find('error');
    const from = (current: number, step: 1 | -1) => nextMatch(matches, { current, step, line: 1 });
    expect([from(0, 1), from(2, 1), from(0, -1)]).toEqual([1, 0, 2]);
  });

  test('begins where the reader stands', () => {
    const matches = find('error');
    expect(nextMatch(matches, { current: -1, step: 1, line: 2 })).toBe(1);
    expect(nextMatch(matches, { current: -1, step: -1, line: 2 })).toBe(0);
    expect(nextMatch(matches, { current: -1, step: 1, line: 9 })).toBe(0);
    expect(nextMatch([], { current: -1, step: 1, line: 1 })).toBe(-1);
  });

  test('firstFrom finds the first match of a line or of those after it', () => {
    const matches = find('error');
    expect([1, 2, 3, 4].map((line) => firstFrom(matches, line))).toEqual([0, 1, 1, 3]);
  });
});

describe('markedSpans', () => {
  test('cuts pieces where a match begins and ends, across colours', () => {
    const spans = spansOf('an \x1B[31merr\x1B[0mor here');
    const match = { line: 1, start: 3, end: 8 };
    expect(markedSpans(spans, [match], match)).toEqual([
      { text: 'an ', className: '', mark: 'none' },
      { text: 'err', className: 'log-fg-red', mark: 'current' },
      { text: 'or', className: '', mark: 'current' },
      { text: ' here', className: '', mark: 'none' },
    ]);
  });

  test('several in one piece', () => {
    const matches = find('error').filter(({ line }) => line === 3);
    const pieces = markedSpans(spansOf('Error: error again'), matches, matches[1]);
    expect(pieces.map(({ text, mark }) => `${mark} ${text}`)).toEqual([
      'match Error',
      'none : ',
      'current error',
      'none  again',
    ]);
  });
});

describe('addresses of lines', () => {
  test.each([
    ['#L12', { from: 12, to: 12 }],
    ['#L12-L20', { from: 12, to: 20 }],
    ['#L20-12', { from: 12, to: 20 }],
    ['', undefined],
    ['#L0', undefined],
    ['#12', undefined],
    ['#L1x', undefined],
  ])('%j', (hash, range) => {
    expect(readLineHash(hash)).toEqual(range);
  });

  test('are written as they are read', () => {
    expect(lineHash({ from: 3, to: 3 })).toBe('#L3');
    expect(lineHash({ from: 3, to: 9 })).toBe('#L3-L9');
  });
});
