import { expect, test } from 'vitest';
import { createShortcuts } from '../../../web/palette/shortcuts.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, isTyping: false };

function press(...keys: { key: string; atMs?: number; [flag: string]: unknown }[]) {
  const understand = createShortcuts();
  return keys.map((key) => understand({ ...plain, atMs: 0, ...key })).at(-1);
}

test('Ctrl K and Cmd K open the palette, also while a text is typed', () => {
  expect(press({ key: 'k', ctrlKey: true, isTyping: true })).toBe('palette');
  expect(press({ key: 'K', metaKey: true })).toBe('palette');
});

test('single keys mean nothing while a text is typed', () => {
  expect(press({ key: '/' })).toBe('palette');
  expect(press({ key: '?' })).toBe('help');
  expect(press({ key: '/', isTyping: true })).toBeUndefined();
});

test('g and a letter lead to a page, if the letter comes soon', () => {
  expect(press({ key: 'g' }, { key: 'n', atMs: 400 })).toEqual({ path: '/nodes' });
  expect(press({ key: 'g' }, { key: 'n', atMs: 4_000 })).toBeUndefined();
  expect(press({ key: 'g' }, { key: 'x', atMs: 1 }, { key: 'n', atMs: 2 })).toBeUndefined();
  expect(press({ key: 'n' })).toBeUndefined();
});

test("the browser's own chords stay its own", () => {
  expect(press({ key: 'g', ctrlKey: true }, { key: 'n' })).toBeUndefined();
  expect(press({ key: 'k', ctrlKey: true, altKey: true })).toBeUndefined();
  expect(press({ key: '/', altKey: true })).toBeUndefined();
});
