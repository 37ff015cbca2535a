import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { templatePages } from '../../scripts/template-docs/pages.ts';

const folder = new URL('../../docs/templates/', import.meta.url);

test('the committed pages are those of the tables and examples', () => {
  const pages = templatePages();
  expect(readdirSync(folder).toSorted()).toEqual(Object.keys(pages).toSorted());
  for (const [name, text] of Object.entries(pages)) {
    expect(readFileSync(new URL(name, folder), 'utf8'), 'npm run generate').toBe(text);
  }
});
