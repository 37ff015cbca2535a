import { expect, test } from 'vitest';
import { keptSizes, readStoreGraph } from '../../../node-agent/domain/store-graph.ts';

const older = [
  { path: '/nix/store/a', narSize: 1, references: ['/nix/store/a', '/nix/store/c'] },
  { path: '/nix/store/b', narSize: 10, references: ['/nix/store/c', '/nix/store/gone'] },
  { path: '/nix/store/c', narSize: 100, references: [] },
];

test('each release keeps its closure; its own is what no other needs', () => {
  const graph = readStoreGraph(JSON.stringify(older));
  expect(keptSizes(graph, ['/nix/store/a', '/nix/store/b'])).toEqual([
    { bytes: 101, ownBytes: 1 },
    { bytes: 110, ownBytes: 10 },
  ]);
});

test('two releases of one path share all of it, and an unknown path keeps nothing', () => {
  const graph = readStoreGraph(JSON.stringify(older));
  expect(keptSizes(graph, ['/nix/store/a', '/nix/store/a', '/nix/store/x'])).toEqual([
    { bytes: 101, ownBytes: 0 },
    { bytes: 101, ownBytes: 0 },
    { bytes: 0, ownBytes: 0 },
  ]);
});

test('newer versions of Nix tell an object', () => {
  const newer = Object.fromEntries(older.map(({ path, ...info }) => [path, info]));
  const graph = readStoreGraph(JSON.stringify({ ...newer, '/nix/store/x': null }));
  expect(keptSizes(graph, ['/nix/store/b'])).toEqual([{ bytes: 110, ownBytes: 110 }]);
});
