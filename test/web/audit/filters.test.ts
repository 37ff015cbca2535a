import { expect, test } from 'vitest';
import { queryOf } from '../../../web/audit/filters.ts';

const none = { project: '', actor: '', action: '', from: '', to: '', q: '' };

test('what is not filtered is not asked for', () => {
  expect(queryOf({ ...none, actor: '  ' })).toEqual({});
});

test('texts are passed on without their margins', () => {
  expect(queryOf({ ...none, project: 'shop', q: ' secret ' })).toEqual({
    project: 'shop',
    q: 'secret',
  });
});

test("days are the reader's own: from its beginning to the end of the last one", () => {
  const query = queryOf({ ...none, from: '2026-02-27', to: '2026-02-28' });
  expect(query).toEqual({
    from: new Date(2026, 1, 27).toISOString(),
    to: new Date(2026, 2, 1).toISOString(),
  });
});

test('an address that somebody wrote by hand breaks nothing', () => {
  expect(queryOf({ ...none, from: 'yesterday', to: '2026-1-1' })).toEqual({});
});
