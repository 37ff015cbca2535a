import { describe, expect, test } from 'vitest';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { choosePin } from '../../../node-agent/domain/toolchains.ts';

const table = readToolchainTable();

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
});
