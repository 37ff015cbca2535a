import { describe, expect, test } from 'vitest';
import {
  draftAdd,
  draftEdit,
  draftRemove,
  emptyDraft,
} from '../../../web/project/secrets/draft.ts';
import {
  filterRows,
  reminderState,
  type Secret,
  secretRows,
  stillMissing,
} from '../../../web/project/secrets/rows.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

function secret(key: string, change: Partial<Secret> = {}): Secret {
  return {
    ...{ key, node: null, nodeName: null, kind: 'sensitive', value: null, version: 1 },
    ...{ updatedAt: '2026-01-01T00:00:00Z', updatedBy: 'anna', remindAt: null, note: '' },
    ...change,
  };
}

const items = [
  secret('B', { note: 'from the bank' }),
  secret('A'),
  secret('B', { node: 'n1', nodeName: 'oslo' }),
];
const draft = draftAdd(
  draftRemove(draftEdit(emptyDraft, items[0] ?? secret('B'), { value: 'x' }), secret('A')),
  { key: 'C', node: null, value: '1' },
);
const rows = secretRows({ items, unused: ['A'], draft, nodeName: () => undefined });

describe('rows of the table', () => {
  test('stored and new ones by name, a node’s own value below', () => {
    expect(rows.map(({ key, nodeName, entry }) => [key, nodeName, entry?.change])).toEqual([
      ['A', null, 'removed'],
      ['B', null, 'changed'],
      ['B', 'oslo', undefined],
      ['C', null, 'added'],
    ]);
    expect(rows[1]?.overriddenOn).toEqual(['oslo']);
    expect(rows[0]?.isUnused).toBe(true);
  });

  test('are found by name, note and node', () => {
    const find = (text: string) => filterRows(rows, { text, only: 'all' }, now).map(({ id }) => id);
    expect(find('BANK')).toEqual(['/B']);
    expect(find('oslo')).toEqual(['n1/B']);
    expect(find('x')).toEqual([]);
  });

  test('only those that are unused, changed, or due', () => {
    const only = (which: 'unused' | 'changed' | 'due') =>
      filterRows(rows, { text: '', only: which }, now).map(({ id }) => id);
    expect(only('unused')).toEqual(['/A']);
    expect(only('changed')).toEqual(['/A', '/B', '/C']);
    expect(only('due')).toEqual([]);
  });
});

test('a reminder is soon two weeks before and due on its day', () => {
  expect(reminderState(null, now)).toBeUndefined();
  expect(reminderState('2026-11-21T12:00:00Z', now)).toBe('due');
  expect(reminderState('2026-12-01T00:00:00Z', now)).toBe('soon');
  expect(reminderState('2026-12-24T00:00:00Z', now)).toBeUndefined();
});

test('what the draft brings is not missing any more', () => {
  expect(stillMissing(['A', 'C', 'D'], draft)).toEqual(['A', 'D']);
});
