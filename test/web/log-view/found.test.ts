import { describe, expect, test } from 'vitest';
import { findMore, matchesOf, nothingFound } from '../../../web/project/log-view/found.ts';
import { createLogStore } from '../../../web/project/log-view/log-store.ts';

function storeOf(limit = 1_000) {
  const store = createLogStore({ limit, nextFrame: (flush) => flush() });
  const add = (...texts: string[]) =>
    store.append(texts.map((text) => ({ at: 0, step: '', stderr: false, text })));
  return { store, add };
}

describe('a search in what arrives', () => {
  test('goes on where it was, and keeps what it has found', () => {
    const { store, add } = storeOf();
    add('error one', 'fine');
    const first = findMore(nothingFound, 'error', store.snapshot());
    expect(findMore(first, 'error', store.snapshot())).toBe(first);
    add('fine', 'an error');
    const second = findMore(first, 'error', store.snapshot());
    expect(second.matches.map(({ line }) => line)).toEqual([1, 4]);
    expect(second.matches[0]).toBe(first.matches[0]);
  });

  test('begins anew with other words, and when the log was cleared', () => {
    const { store, add } = storeOf();
    add('error', 'fine');
    const first = findMore(nothingFound, 'error', store.snapshot());
    expect(findMore(first, 'fine', store.snapshot()).matches).toMatchObject([{ line: 2 }]);
    store.clear();
    add('fine', 'fine', 'error');
    expect(findMore(first, 'error', store.snapshot()).matches).toMatchObject([{ line: 3 }]);
    expect(findMore(first, '', store.snapshot())).toBe(nothingFound);
  });

  test('forgets matches in lines that were dropped', () => {
    const { store, add } = storeOf(10);
    add('error', ...Array.from({ length: 9 }, () => 'fine'));
    const first = findMore(nothingFound, 'error', store.snapshot());
    add(...Array.from({ length: 5 }, () => 'fine'), 'error');
    const second = findMore(first, 'error', store.snapshot());
    expect(second.matches.map(({ line }) => line)).toEqual([16]);
  });

  test('knows those of a line; of a line without, always the same nothing', () => {
    const { store, add } = storeOf();
    add('a b a', 'none', 'a');
    const { matches } = findMore(nothingFound, 'a', store.snapshot());
    expect([1, 2, 3].map((line) => matchesOf(matches, line).length)).toEqual([2, 0, 1]);
    expect(matchesOf(matches, 2)).toBe(matchesOf(matches, 9));
  });
});
