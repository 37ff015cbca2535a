import { describe, expect, test } from 'vitest';
import { assertPassword, emailFrom } from '../../../central/domain/password-rules.ts';

const ada = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' };

describe('a password', () => {
  test.each([
    'short',
    'eleven char',
    'x'.repeat(201),
    '123456789012',
    'PasswordPassword',
    'changemechangeme',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'ada.lovelace@example.org',
    'Ada Lovelace',
    'Ada Lovelace1',
    'ada.lovelace!2026',
  ])('%j is refused', (text) => {
    expect(() => assertPassword(text, ada)).toThrow(
      expect.objectContaining({ code: 'password_weak', hint: expect.any(String) }),
    );
  });

  test.each([
    'twelve chars',
    'x7'.concat('q!w#e$r%t&y'),
    'blue wagon over quiet hills',
    'пароль из слов',
    '🦊 fox in the tall grass',
    'ada likes long walks at night',
    `${'long '.repeat(39)}word`,
  ])('%j is good', (text) => {
    expect(() => assertPassword(text, ada)).not.toThrow();
  });
});

describe('an e-mail address', () => {
  test('is lower-cased, without spaces around', () => {
    expect(emailFrom(' Ada@Example.ORG\n')).toBe('ada@example.org');
  });

  test.each(['', 'ada', '@example.org', 'ada@', 'a b@example.org', 'token:x@example.org', 'a@b@c'])(
    '%j is none',
    (text) => {
      expect(() => emailFrom(text)).toThrow(expect.objectContaining({ code: 'email_invalid' }));
    },
  );
});
