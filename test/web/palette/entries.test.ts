import { expect, test } from 'vitest';
import { type Entry, groupsOf, pageEntries } from '../../../web/palette/entries.ts';
import { forgetEntries, recentEntries, rememberEntry } from '../../../web/palette/recent.ts';

const shop: Entry = { kind: 'project', title: 'shop', subtitle: '', path: '/projects/shop' };

function titlesOf(text: string, found: readonly Entry[] = [], recent: readonly Entry[] = []) {
  return groupsOf(text, pageEntries, found, recent).map(({ title, entries }) => [
    title,
    ...entries.map((entry) => entry.title),
  ]);
}

test('without a text there is where one was lately, then the pages', () => {
  const [recent, pages] = titlesOf('  ', [], [shop]);
  expect(recent).toEqual(['Recent', 'shop']);
  expect(pages?.slice(0, 2)).toEqual(['Pages', 'Overview']);
});

test('with a text there is what central found, then pages that match', () => {
  expect(titlesOf('sh', [shop])).toEqual([['Projects', 'shop']]);
  expect(titlesOf('AUDIT')).toEqual([['Pages', 'Audit log']]);
  expect(titlesOf('nothing like it')).toEqual([]);
});

test('what central finds among the pages is there once', () => {
  const found: Entry = { kind: 'page', title: 'Audit log', subtitle: '', path: '/audit' };
  expect(titlesOf('audit', [found])).toEqual([['Pages', 'Audit log']]);
});

test('the last five are kept, newest first, each once, until somebody else signs in', () => {
  for (const path of ['/1', '/2', '/3', '/4', '/5', '/6', '/3']) {
    rememberEntry({ ...shop, path });
  }
  expect(recentEntries().map(({ path }) => path)).toEqual(['/3', '/6', '/5', '/4', '/2']);
  forgetEntries();
  expect(recentEntries()).toEqual([]);
});
