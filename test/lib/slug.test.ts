import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slugify } from '../../lib/slug.ts';

test.each([
  ['My Laravel App', 'my-laravel-app'],
  ['Größe  &  Überschuß!', 'grosse-uberschuss'],
  ['--a__b--', 'a-b'],
  ['日本', 'project'],
  ['', 'project'],
  ["''; rm -rf / $(x)", 'rm-rf-x'],
])('%j is %s', (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test('always a name for folders, units and hosts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(slugify(text)).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/);
      expect(slugify(slugify(text))).toBe(slugify(text));
    }),
  );
});
