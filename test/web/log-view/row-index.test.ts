import { describe, expect, test } from 'vitest';
import { createRowIndex, type Row } from '../../../web/project/log-view/row-index.ts';

const groups = [
  { step: 'fetch', first: 11, count: 2 },
  { step: 'build', first: 13, count: 3 },
  { step: 'fetch', first: 16, count: 1 },
];

function told(row: Row | undefined): string {
  if (row === undefined) return '-';
  if (row.kind === 'line') return String(row.number);
  return `${row.group.step}${row.isFolded ? ' folded' : ''}${row.isContinued ? ' again' : ''}`;
}

function rows(folded: string[], hasHeaders = true): string[] {
  const index = createRowIndex(groups, { folded: new Set(folded), hasHeaders });
  return Array.from({ length: index.count + 1 }, (_, at) => told(index.rowAt(at)));
}

describe('rows of a log', () => {
  test('each step has a headline', () => {
    expect(rows([])).toEqual([
      'fetch',
      '11',
      '12',
      'build',
      '13',
      '14',
      '15',
      'fetch again',
      '16',
      '-',
    ]);
  });

  test('a folded step is its headline alone', () => {
    expect(rows(['fetch'])).toEqual([
      'fetch folded',
      'build',
      '13',
      '14',
      '15',
      'fetch folded again',
      '-',
    ]);
  });

  test('without headlines nothing is folded', () => {
    expect(rows(['fetch'], false)).toEqual(['11', '12', '13', '14', '15', '16', '-']);
  });

  test('a line is found again; in a folded step its headline', () => {
    const open = createRowIndex(groups, { folded: new Set(), hasHeaders: true });
    expect([10, 11, 12, 13, 16, 17].map(open.rowOf)).toEqual([-1, 1, 2, 4, 8, -1]);
    const folded = createRowIndex(groups, { folded: new Set(['build']), hasHeaders: true });
    expect([12, 14, 16].map(folded.rowOf)).toEqual([2, 3, 5]);
  });

  test('nothing has no rows', () => {
    const empty = createRowIndex([], { folded: new Set(), hasHeaders: true });
    expect([empty.count, empty.rowAt(0), empty.rowOf(1)]).toEqual([0, undefined, -1]);
  });
});
