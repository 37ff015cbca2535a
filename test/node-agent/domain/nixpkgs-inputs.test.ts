import { describe, expect, test } from 'vitest';
import { chooseRuntime } from '../../../lib/toolchains/choose-runtime.ts';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { groupRuntimes, permittedPackages } from '../../../node-agent/domain/nixpkgs-inputs.ts';

const table = readToolchainTable();

/** "php 8.4, node 20" as the pins that are chosen and what comes from each. */
function grouped(wishes: string): string[] {
  const runtimes = wishes.split(', ').map((wish) => {
    const [runtime = '', version] = wish.split(' ');
    return chooseRuntime(table, runtime, version, { today: '2026-01-01' });
  });
  return groupRuntimes(runtimes, table.defaultPins).map(
    ({ pins, runtimes }) => `${pins[0]}: ${runtimes.map(({ runtime }) => runtime).join(' ')}`,
  );
}

describe('one revision of nixpkgs where one will do', () => {
  test.each([
    ['node 24', ['26.05: node']],
    ['node 20', ['25.05: node']],
    ['php 8.2, node 24', ['26.05: php node']],
    ['php 8.4, node 20', ['25.05: php node']],
    ['php 8.1, node 20', ['25.05: php node']],
    ['python 3.11, node 18', ['24.11: python node']],
    ['ruby 3.4, node 22', ['26.05: ruby node']],
    ['go 1.21, node 20', ['24.05: go node']],
  ])('%s: %j', (wishes, expected) => {
    expect(grouped(wishes)).toEqual(expected);
  });

  test.each([
    ['php 8.4, node 18', ['26.05: php', '24.11: node']],
    ['go 1.26, node 16', ['26.05: go', '22.11: node']],
    ['python 3.8, node 24', ['23.11: python', '26.05: node']],
  ])('%s, which no revision has: %j', (wishes, expected) => {
    expect(grouped(wishes)).toEqual(expected);
  });

  test('a project without runtimes gets the default', () => {
    expect(groupRuntimes([], ['26.05'])).toEqual([{ pins: ['26.05'], runtimes: [] }]);
  });
});

test('what nixpkgs marks as insecure is permitted by name, where it is marked and nowhere else', () => {
  const node20 = [{ runtime: 'node', version: '20' }];
  expect(permittedPackages(table, '25.05', node20)).toEqual([]);
  expect(permittedPackages(table, '26.05', node20)).toContain('nodejs');
  expect(permittedPackages(table, '26.05', [{ runtime: 'php', version: '8.4' }])).toEqual([]);
});
