import { describe, expect, test } from 'vitest';
import { readToolchainTable } from '../../lib/toolchains/read-table.ts';
import type { ToolchainTable } from '../../lib/toolchains/table.ts';
import { comparePins, compareRows, type PinFacts } from '../../scripts/toolchains/compare.ts';

const table: ToolchainTable = {
  pins: {
    '25.05': { rev: 'a'.repeat(40), narHash: 'sha256-a', lastModified: 1 },
    '26.05': { rev: 'b'.repeat(40), narHash: 'sha256-b' },
  },
  defaultPins: ['26.05'],
  runtimes: {
    node: {
      ...{ title: 'Node.js', default: '24', insecurePackages: ['nodejs'] },
      versions: {
        '20': { pins: ['25.05'], attribute: 'nodejs_20' },
        '24': { pins: ['26.05', '25.05'], attribute: 'nodejs_24' },
      },
    },
  },
};

const secure = (version: string) => ({ version, insecure: false });
const asItIs: Record<string, PinFacts> = {
  '25.05': { nodejs_20: secure('20.19.5'), nodejs_24: secure('24.1.0') },
  '26.05': { nodejs_20: null, nodejs_24: secure('24.9.0') },
};
const texts = (facts: Record<string, PinFacts>) =>
  compareRows(table, facts).differences.map(
    ({ isWrong, text }) => `${isWrong ? 'wrong' : 'note'}: ${text}`,
  );

describe('the rows', () => {
  test('nothing to say where nixpkgs agrees', () => {
    expect(compareRows(table, asItIs)).toEqual({ differences: [], table });
  });

  test('an attribute that is gone is wrong, and leaves the row', () => {
    const facts = { ...asItIs, '25.05': { nodejs_20: null, nodejs_24: secure('24.1.0') } };
    expect(texts(facts)).toEqual(['wrong: node 20: nixpkgs 25.05 has no nodejs_20']);
    expect(compareRows(table, facts).table.runtimes['node']?.versions['20']?.pins).toEqual([]);
  });

  test('a mark as insecure is wrong where it is not permitted, and one more release is told', () => {
    const facts = {
      ...asItIs,
      '26.05': { nodejs_20: { version: '20.20.0', insecure: true }, nodejs_24: secure('24.9.0') },
    };
    expect(texts(facts)).toEqual(['note: node 20: nixpkgs 26.05 has it too (20.20.0)']);
    const { table: newer } = compareRows(table, facts);
    expect(newer.runtimes['node']?.versions['20']).toMatchObject({
      pins: ['25.05', '26.05'],
      permittedInsecure: ['26.05'],
    });
    expect(compareRows(newer, facts).differences).toEqual([]);
  });

  test('another version under the name is wrong', () => {
    const facts = { ...asItIs, '26.05': { nodejs_20: null, nodejs_24: secure('25.0.0') } };
    expect(texts(facts)).toEqual(['wrong: node 24: nixpkgs 26.05 has 25.0.0 as nodejs_24']);
  });

  test('what could not be asked stays as it is', () => {
    const real = readToolchainTable();
    expect(compareRows(real, {})).toEqual({ differences: [], table: real });
  });
});

describe('the pins', () => {
  const end = { rev: 'a'.repeat(40), narHash: 'sha256-a', lastModified: 1 };

  test('the same, newer, or with another hash', () => {
    expect(comparePins(table.pins, { '25.05': end }).differences).toEqual([]);
    const newer = comparePins(table.pins, { '25.05': { ...end, rev: 'c'.repeat(40) } });
    expect(newer.differences).toMatchObject([{ isWrong: false }]);
    expect(newer.pins['25.05']?.rev).toBe('c'.repeat(40));
    expect(newer.pins['26.05']).toEqual(table.pins['26.05']);
    const other = comparePins(table.pins, { '25.05': { ...end, narHash: 'sha256-x' } });
    expect(other.differences).toMatchObject([{ isWrong: true }]);
  });
});
