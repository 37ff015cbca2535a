import { expect, test } from 'vitest';
import {
  assertEnvironmentSize,
  assertSecretKey,
  assertSecretValue,
} from '../../../central/domain/environment-keys.ts';

test.each(['A', 'a_b', '_X1', 'DATABASE_URL', 'X'.repeat(128)])('%s names a secret', (key) => {
  expect(() => assertSecretKey(key)).not.toThrow();
});

test.each(['', '1A', 'A-B', 'A B', 'A=B', 'A\n', 'Ä', '$A', 'X'.repeat(129)])(
  '%j names none',
  (key) => {
    expect(() => assertSecretKey(key)).toThrow(
      expect.objectContaining({ code: 'secret_key_invalid' }),
    );
  },
);

test.each(['PORT', 'VPSPILOT_X'])('%s is reserved', (key) => {
  expect(() => assertSecretKey(key)).toThrow(
    expect.objectContaining({ code: 'secret_key_reserved' }),
  );
});

test('64 KB are a value, one byte more is not; the message has no value', () => {
  expect(() => assertSecretValue('A', 'x'.repeat(65_536))).not.toThrow();
  expect(() => assertSecretValue('A', 'ü'.repeat(32_769))).toThrow(/^(?!.*ü)/s);
  expect(() => assertSecretValue('A', 'a\0b')).toThrow(/not text/);
  expect(() => assertSecretValue('A', '\ud800')).toThrow(/not text/);
  expect(() => assertSecretValue('A', '\'"$`#\n\r\t🚀')).not.toThrow();
});

test('all values together fit into one process', () => {
  const values = Object.fromEntries(
    Array.from({ length: 17 }, (_, index) => [`KEY_${index}`, 'x'.repeat(65_536)]),
  );
  expect(() => assertEnvironmentSize(values)).toThrow(/1\d{6} bytes/);
  expect(() => assertEnvironmentSize({ A: 'x' })).not.toThrow();
});
