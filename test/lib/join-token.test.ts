import { expect, test } from 'vitest';
import { decodeJoinToken, encodeJoinToken } from '../../lib/join-token.ts';

const token = {
  central: 'central.example.org:50051',
  caFingerprint: 'ab'.repeat(32),
  token: 's3cret',
};

test('a join token is one word that decodes to what was put in', () => {
  const text = encodeJoinToken(token);
  expect(text).toMatch(/^vpj_[A-Za-z0-9_-]+$/);
  expect(decodeJoinToken(` ${text}\n`)).toEqual(token);
});

test.each([
  ['', 'does not begin'],
  ['vpj_', 'was cut'],
  [encodeJoinToken(token).slice(0, -9), 'was cut'],
  ['vpj_e30', 'is not complete'],
  [encodeJoinToken({ ...token, caFingerprint: 'zz' }), 'no valid fingerprint'],
])('%j is refused with a hint', (text, message) => {
  expect(() => decodeJoinToken(text)).toThrow(message);
});
