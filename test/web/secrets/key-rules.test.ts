import { describe, expect, test } from 'vitest';
import { secretValueMaxBytes as centralMaxBytes } from '../../../central/domain/environment-keys.ts';
import { isReservedVariable } from '../../../lib/app-config/placeholders.ts';
import { environmentKey } from '../../../lib/app-config/rules.ts';
import {
  keyProblem,
  secretKeyPattern,
  secretValueMaxBytes,
  valueProblem,
  valueWarning,
} from '../../../web/project/secrets/key-rules.ts';
import { looksLikeAssignments } from '../../../web/project/secrets/paste.ts';

describe('names and values of secrets', () => {
  test('the rules are those of central', () => {
    expect(secretKeyPattern.source).toBe(environmentKey.source);
    expect(secretValueMaxBytes).toBe(centralMaxBytes);
    for (const key of ['PORT', 'VPSPILOT_', 'VPSPILOT_NODE', 'PORTS', 'PATH', 'MY_VPSPILOT_X'])
      expect(keyProblem(key) !== undefined, key).toBe(isReservedVariable(key));
  });

  test.each(['A', '_x', 'DATABASE_URL', 'a'.repeat(128), 'PORTS'])('%s is a name', (key) => {
    expect(keyProblem(key)).toBeUndefined();
  });

  test.each([
    ['', 'Give it a name'],
    ['1A', 'digit'],
    ['A-B', 'Letters'],
    ['A B', 'Letters'],
    ['A=B', 'Letters'],
    ['É', 'Letters'],
    ['PORT', 'PORT'],
    ['VPSPILOT_X', 'VPSPILOT_'],
    ['a'.repeat(129), '128'],
  ])('%j is none', (key, why) => {
    expect(keyProblem(key)).toContain(why);
  });

  test('bytes count, not characters', () => {
    expect(valueProblem('é'.repeat(32 * 1024))).toBeUndefined();
    expect(valueProblem('é'.repeat(32 * 1024 + 1))).toContain('64 KB');
  });

  test('what is not text is refused without being shown', () => {
    expect(valueProblem('a\0b')).toContain('base64');
    expect(valueProblem('\uD800')).toContain('base64');
  });

  test('slips are pointed at', () => {
    expect(valueWarning('plain')).toBeUndefined();
    expect(valueWarning('')).toContain('empty');
    expect(valueWarning('x\n')).toContain('white space');
    expect(valueWarning('"x"')).toContain('quotes');
  });
});

describe('pasting into the name field', () => {
  test.each([
    'A=1',
    'export A=1',
    '# comment\n\nA=1\nB="2"',
    '  A = 1\r\nB=2',
    'KEY="-----BEGIN\nabc\n-----END"',
  ])('%j is an import', (text) => {
    expect(looksLikeAssignments(text)).toBe(true);
  });

  test.each(['DATABASE_URL', '', '# only a comment', 'postgres://host/db?a=b', '=x', '1A=2'])(
    '%j is not',
    (text) => {
      expect(looksLikeAssignments(text)).toBe(false);
    },
  );
});
