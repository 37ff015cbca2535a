import { describe, expect, test } from 'vitest';
import { type Compare, compareModel } from '../../../web/project/deployment/compare-model.ts';

const nothing: Compare = {
  against: 3,
  commits: [],
  commitsMore: false,
  config: [],
  secrets: { added: [], removed: [], changed: [] },
  closure: null,
};

describe('what changed', () => {
  test('nothing', () => {
    expect(compareModel(nothing)).toMatchObject({ isSame: true, growth: undefined });
  });

  test('settings came, went and are others, with their values', () => {
    const { config, isSame } = compareModel({
      ...nothing,
      config: [
        { path: 'start.port', from: null, to: 3000 },
        { path: 'build.commands', from: ['a'], to: ['a', 'b'] },
        { path: 'domains', from: 'x.example', to: null },
      ],
    });
    expect(isSame).toBe(false);
    expect(config.map(({ change, from, to }) => [change, from, to])).toEqual([
      ['added', undefined, '3000'],
      ['changed', '["a"]', '["a","b"]'],
      ['removed', 'x.example', undefined],
    ]);
  });

  test('secrets are names in their order', () => {
    const { secrets } = compareModel({
      ...nothing,
      secrets: { added: ['ZED'], removed: ['OLD'], changed: ['KEY'] },
    });
    expect(secrets.map(({ change, name }) => `${name} ${change}`)).toEqual([
      'KEY changed',
      'OLD removed',
      'ZED added',
    ]);
  });

  test('the packages that matter most for the size come first', () => {
    const { packages, growth } = compareModel({
      ...nothing,
      closure: {
        added: [{ name: 'left-pad', version: '1.0', bytes: 10 }],
        removed: [{ name: 'python', version: '3.11', bytes: 5_000 }],
        changed: [{ name: 'node', from: '22.1', to: '24.0', bytes: -700 }],
        bytesFrom: 9_000,
        bytesTo: 3_310,
      },
    });
    expect(packages.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['python', -5_000],
      ['node', -700],
      ['left-pad', 10],
    ]);
    expect(growth).toEqual({ from: 9_000, to: 3_310 });
  });
});
