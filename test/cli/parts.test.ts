import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAtLeast } from '../../cli/doctor/machine-checks.ts';
import { exitCodes, exitOf } from '../../cli/exit-codes.ts';
import { parseAssignments } from '../../cli/parse-assignments.ts';
import { readLogin, serverAddress, settingsPath } from '../../cli/settings.ts';
import { ApiError } from '../../lib/api/api-error.ts';
import { UserError } from '../../lib/user-error.ts';

describe('the address of central', () => {
  test.each([
    ['central.example.org', 'https://central.example.org'],
    ['localhost:8000', 'http://localhost:8000'],
    ['127.0.0.1:8000/', 'http://127.0.0.1:8000'],
    ['HTTPS://Example.org/base/', 'https://example.org/base'],
  ])('%s is %s', (text, address) => {
    expect(serverAddress(text)).toBe(address);
  });

  test.each(['ftp://example.org', 'http://user:pass@example.org', 'not an address', ''])(
    '%j is none',
    (text) => {
      expect(() => serverAddress(text)).toThrow(UserError);
    },
  );
});

describe('settings', () => {
  test('follow XDG, and ignore a relative XDG_CONFIG_HOME', () => {
    expect(settingsPath({ HOME: '/h' })).toBe('/h/.config/vpspilot/config.json');
    expect(settingsPath({ HOME: '/h', XDG_CONFIG_HOME: '/x' })).toBe('/x/vpspilot/config.json');
    expect(settingsPath({ HOME: '/h', XDG_CONFIG_HOME: 'x' })).toBe(
      '/h/.config/vpspilot/config.json',
    );
  });

  test('the environment is enough without a file', async () => {
    const env = { HOME: '/nonexistent', VPSPILOT_SERVER: 'a.example', VPSPILOT_TOKEN: 't' };
    expect(await readLogin(env)).toEqual({ server: 'https://a.example', token: 't' });
  });
});

describe('KEY=VALUE lines', () => {
  test('quotes, comments, several lines', () => {
    const text = '# c\n\nA=1\nB="two # not\nthree"\nexport C=\'$x\'\nD=\nE=a #b\r\n';
    expect(parseAssignments(text, 'f')).toEqual({
      A: '1',
      B: 'two # not\nthree',
      C: '$x',
      D: '',
      E: 'a',
    });
  });

  test('a line that is none is named', () => {
    expect(() => parseAssignments('A="x\ny"\nwhat\n', 'f')).toThrow('Line 3 of f is not KEY=VALUE');
  });

  test.each(['A=pass#word', 'A=#word', 'A=p#word'])(
    '%s: half a password is not kept in silence',
    (line) => {
      expect(() => parseAssignments(line, 'f')).toThrow('is the # a part of the value of A?');
    },
  );

  test('either every line counts or it is refused', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 })), (lines) => {
        try {
          parseAssignments(lines.join('\n'), 'f');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

test('every exit code is its own, and every error has one', () => {
  const codes = Object.values(exitCodes).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(exitOf(new TypeError('bug'))).toBe('internal');
  expect(exitOf(new UserError('config_not_found', ''))).toBe('notFound');
  expect(exitOf(new ApiError(429, { code: 'too_many_requests', detail: '' }))).toBe('refused');
});

test.each([
  ['2.8.0', '2.8', true],
  ['2.26.1', '2.8', true],
  ['2.7.9', '2.8', false],
  ['3.0', '2.26', true],
])('%s is at least %s: %s', (version, min, isEnough) => {
  expect(isAtLeast(version, min)).toBe(isEnough);
});
