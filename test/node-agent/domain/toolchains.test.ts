import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  choosePin,
  chooseRuntime,
  type ToolchainTable,
} from '../../../node-agent/domain/toolchains.ts';

const table = JSON.parse(
  readFileSync(new URL('../../../templates/toolchains.json', import.meta.url), 'utf8'),
) as ToolchainTable;

const node = (wish?: string) => chooseRuntime(table, 'node', wish, '2026-01-01');

describe('K3, K24: versions', () => {
  test.each([
    ['20', '20'],
    ['20.11', '20'],
    ['v20.11.1', '20'],
    ['20.x', '20'],
    ['^20.1.0', '20'],
    ['~18.2', '18'],
    ['>=18', '24'],
    ['>=18.12', '24'],
    ['> 20', '24'],
    ['latest', '24'],
    ['lts', '24'],
    [undefined, '24'],
  ])('node %s is row %s', (wish, row) => {
    expect(node(wish)).toMatchObject({ version: row, attribute: `nodejs_${row}` });
  });

  test.each(['16', '21', '2', '200', '99', 'abc', '>=30', '20; rm -rf /', '20.1.2.3'])(
    'node %j is refused with those that work',
    (wish) => {
      expect(() => node(wish)).toThrow(
        expect.objectContaining({
          code: 'runtime_unknown',
          hint: 'Versions that work: 18, 20, 22, 24',
        }),
      );
    },
  );

  test('a patch version is accepted and said to be the newest one', () => {
    expect(node('22.11.0').notes).toEqual([expect.stringContaining('newest 22')]);
    expect(node('22').notes).toEqual([]);
  });

  test('the end of life is told', () => {
    expect(node('18').notes).toEqual([expect.stringContaining('2025-04-30')]);
  });

  test('rows are found for every documented runtime', () => {
    for (const [runtime, wish] of [
      ['php', '8.2'],
      ['go', '1.21'],
      ['python', '3.11'],
      ['ruby', '3.2'],
    ] as const) {
      expect(chooseRuntime(table, runtime, wish, '2020-01-01')).toMatchObject({ version: wish });
    }
  });
});

describe('pins', () => {
  test('an older Nix gets the newest revision that it can read', () => {
    expect(choosePin(table, ['26.05', '25.05'], '2.34.8').name).toBe('26.05');
    expect(choosePin(table, ['26.05', '25.05'], '2.8.0').name).toBe('25.05');
  });

  test('a Nix that can read none of them is told so', () => {
    expect(() => choosePin(table, ['26.05'], '2.8.0')).toThrow(
      expect.objectContaining({ code: 'nix_too_old' }),
    );
  });

  test('every row names pins that exist, and every pin is complete', () => {
    for (const { versions } of Object.values(table.runtimes)) {
      for (const { pins } of Object.values(versions)) {
        for (const pin of pins) expect(table.pins).toHaveProperty([pin]);
      }
    }
    for (const { rev, narHash } of Object.values(table.pins)) {
      expect(rev).toMatch(/^[0-9a-f]{40}$/);
      expect(Buffer.from(narHash.replace(/^sha256-/, ''), 'base64')).toHaveLength(32);
    }
  });
});
