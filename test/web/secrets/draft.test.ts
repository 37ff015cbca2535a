import { describe, expect, test } from 'vitest';
import {
  draftAdd,
  draftEdit,
  draftProblems,
  draftRemove,
  draftUndo,
  emptyDraft,
  entryId,
  type StoredSecret,
} from '../../../web/project/secrets/draft.ts';
import {
  draftConflicts,
  draftSummary,
  keepMine,
  patchesOf,
  takeTheirs,
} from '../../../web/project/secrets/draft-changes.ts';

function stored(key: string, change: Partial<StoredSecret> = {}): StoredSecret {
  return { key, node: null, kind: 'sensitive', version: 3, note: '', remindAt: null, ...change };
}

const url = stored('DATABASE_URL');
const token = stored('TOKEN', { note: 'from the shop', kind: 'plain' });

describe('a draft of secrets', () => {
  test('becomes one change with everything that was edited', () => {
    let draft = draftAdd(emptyDraft, { key: 'NEW', node: null, value: 'v', note: 'why' });
    draft = draftEdit(draft, url, { value: 'postgres://' });
    draft = draftEdit(draft, token, { kind: 'sensitive', remindAt: '2027-01-01T00:00:00.000Z' });
    draft = draftRemove(draft, stored('OLD'));
    expect(draftSummary(draft)).toBe('1 added, 2 changed, 1 removed');
    expect(patchesOf(draft)).toEqual([
      {
        set: { NEW: 'v', DATABASE_URL: 'postgres://' },
        unset: ['OLD'],
        kind: { TOKEN: 'sensitive' },
        note: { NEW: 'why' },
        remindAt: { TOKEN: '2027-01-01T00:00:00.000Z' },
      },
    ]);
  });

  test("a node's own values are a change of their own", () => {
    const draft = draftAdd(draftEdit(emptyDraft, url, { value: 'a' }), {
      key: 'DATABASE_URL',
      node: 'n1',
      value: 'b',
    });
    expect(patchesOf(draft)).toEqual([
      { set: { DATABASE_URL: 'a' } },
      { node: 'n1', set: { DATABASE_URL: 'b' } },
    ]);
  });

  test('what was changed back is no change', () => {
    const changed = draftEdit(emptyDraft, token, { note: 'other' });
    expect(changed.size).toBe(1);
    expect(draftEdit(changed, token, { note: 'from the shop' }).size).toBe(0);
    expect(draftEdit(emptyDraft, token, { kind: 'plain', remindAt: null }).size).toBe(0);
  });

  test('an emptied value is a change; taking the value back is none', () => {
    const emptied = draftEdit(emptyDraft, url, { value: '' });
    expect(patchesOf(emptied)).toEqual([{ set: { DATABASE_URL: '' } }]);
    expect(draftEdit(emptied, url, { value: undefined }).size).toBe(0);
  });

  test('editing what was marked as removed keeps it', () => {
    const draft = draftEdit(draftRemove(emptyDraft, url), url, { value: 'x' });
    expect(draft.get(entryId(url))).toMatchObject({ change: 'changed', value: 'x' });
    expect(draftUndo(draft, entryId(url)).size).toBe(0);
  });

  test('names the entries that cannot be saved', () => {
    let draft = draftAdd(emptyDraft, { key: 'PORT', node: null, value: '1' });
    draft = draftAdd(draft, { key: 'DATABASE_URL', node: null, value: '1' });
    draft = draftAdd(draft, { key: 'GOOD', node: null, value: '1' });
    draft = draftEdit(draft, token, { value: 'x'.repeat(65 * 1024) });
    expect([...draftProblems(draft, [url, token]).keys()]).toEqual([
      '/PORT',
      '/DATABASE_URL',
      '/TOKEN',
    ]);
  });
});

describe('somebody else saved meanwhile', () => {
  const mine = draftAdd(draftRemove(draftEdit(emptyDraft, url, { value: 'mine' }), stored('OLD')), {
    key: 'NEW',
    node: null,
    value: 'mine',
  });
  const now = [stored('DATABASE_URL', { version: 4 }), stored('NEW', { version: 4 }), token];

  test('the conflicts say who did what; other changes do not matter', () => {
    expect(draftConflicts(mine, now)).toEqual([
      { id: '/DATABASE_URL', key: 'DATABASE_URL', theirs: 'changed', mine: 'changed' },
      { id: '/OLD', key: 'OLD', theirs: 'removed', mine: 'removed' },
      { id: '/NEW', key: 'NEW', theirs: 'added', mine: 'added' },
    ]);
    expect(draftConflicts(mine, [url, stored('OLD'), stored('OTHER', { version: 9 })])).toEqual([]);
  });

  test('mine over theirs: the draft goes on from what is stored now', () => {
    const kept = keepMine(mine, now);
    expect(draftConflicts(kept, now)).toEqual([]);
    expect(draftProblems(kept, now).size).toBe(0);
    expect(patchesOf(kept)).toEqual([{ set: { DATABASE_URL: 'mine', NEW: 'mine' } }]);
  });

  test('a value that they removed is added again; a mere note of it is dropped', () => {
    const edited = draftEdit(draftEdit(emptyDraft, url, { value: 'v' }), token, { note: 'n' });
    const kept = keepMine(edited, []);
    expect([...kept.values()]).toMatchObject([{ key: 'DATABASE_URL', change: 'added' }]);
  });

  test('theirs over mine: only what they touched leaves the draft', () => {
    const draft = draftAdd(mine, { key: 'UNTOUCHED', node: null, value: 'x' });
    const rest = takeTheirs(draft, draftConflicts(draft, now));
    expect([...rest.keys()]).toEqual(['/UNTOUCHED']);
  });
});
