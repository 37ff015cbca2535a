import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isEnvironmentFile,
  leavesTree,
  mayHoldSecret,
  parseTree,
} from '../../../node-agent/domain/tree-rules.ts';

test('reads ls-tree, with tabs and newlines in names', () => {
  const text = ['100644 blob aaa\tname\twith\ttabs\n', '120000 blob bbb\tlink', ''].join('\0');
  expect(parseTree(text)).toEqual([
    { mode: '100644', object: 'aaa', path: 'name\twith\ttabs\n' },
    { mode: '120000', object: 'bbb', path: 'link' },
  ]);
});

test.each([
  ['a', 'b', false],
  ['a', '..', true],
  ['d/a', '..', false],
  ['d/a', '../..', true],
  ['a', '/etc', true],
  ['a', './b/../c', false],
  ['a', 'a', true],
])('link %s -> %s leaves: %s', (path, target, leaves) => {
  expect(leavesTree(path, new Map([[path, target]]))).toBe(leaves);
});

test('links through links are followed to where they really lead', () => {
  const links = new Map([
    ['d/up', '..'],
    ['fine', 'd/up/x'],
    ['sly', 'd/up/../x'],
  ]);
  expect(leavesTree('fine', links)).toBe(false);
  expect(leavesTree('sly', links)).toBe(true);
});

test('loops end', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'a/b', 'b/c');
  const target = fc.constantFrom('a', 'b', 'c', '..', '../a', 'a/b/c', '.', 'b/../..');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, target)), (pairs) => {
      const links = new Map(pairs);
      for (const path of links.keys()) expect(typeof leavesTree(path, links)).toBe('boolean');
    }),
  );
});

test('which names are secrets', () => {
  expect(['.env', 'a/.env'].every(isEnvironmentFile)).toBe(true);
  expect(['.env.example', 'x.env', '.envrc'].some(isEnvironmentFile)).toBe(false);
  expect(['id_ed25519', 'x/key.pem', '.env.local', '.npmrc'].every(mayHoldSecret)).toBe(true);
  expect(['.env.example', 'pem', 'keys.ts', 'id_rsa.pub'].some(mayHoldSecret)).toBe(false);
});
