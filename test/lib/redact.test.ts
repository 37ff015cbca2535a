import { expect, test } from 'vitest';
import { createRedactor, maskText, minimumMaskedLength } from '../../lib/redact.ts';

function redactor(...values: string[]) {
  const made = createRedactor();
  made.set('shop', values);
  return made;
}

test('K41: a secret is masked in plain, base64 and URL-encoded text', () => {
  const secret = 'p@ss w/ord+1';
  const { mask } = redactor(secret);
  expect(mask(`password is ${secret}!`)).toBe(`password is ${maskText}!`);
  for (const form of [
    Buffer.from(secret).toString('base64').replaceAll('=', ''),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    JSON.stringify({ secret }),
  ]) {
    expect(mask(form), form).toContain(maskText);
    expect(mask(form)).not.toContain(form);
  }
});

test.each(['', 'u', 'us', 'user:', 'longer-name:'])(
  'K41: basic authentication with %j before the secret does not show it',
  (before) => {
    const secret = 'correct horse battery';
    const encoded = Buffer.from(`${before}${secret}@tail`).toString('base64');
    const masked = redactor(secret).mask(encoded);
    expect(Buffer.from(masked.replaceAll(maskText, ''), 'base64').toString('latin1')).not.toContain(
      'horse',
    );
    expect(masked).toContain(maskText);
  },
);

test('K41: a value of several lines is masked line by line', () => {
  const { maskLines } = redactor(
    '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----\n',
  );
  expect(maskLines(['key:', '  MIIEvQIBADANBg', 'kqhkiG9w0BAQ', 'end'])).toEqual([
    'key:',
    `  ${maskText}`,
    maskText,
    'end',
  ]);
});

test('a JSON log line is masked although quotes and newlines in it are escaped', () => {
  const { mask } = redactor('say "hello" twice');
  expect(mask(JSON.stringify({ msg: 'it is say "hello" twice' }))).not.toContain('hello');
  expect(mask(JSON.stringify({ msg: JSON.stringify('say "hello" twice') }))).not.toContain('hello');
});

test(`values shorter than ${minimumMaskedLength} are not masked`, () => {
  expect(redactor('none', '3000', '').mask('none of 3000')).toBe('none of 3000');
});

test('a longer value is masked before one that it contains', () => {
  expect(redactor('abcdef', 'abcdefghij').mask('abcdefghij')).toBe(maskText);
});

test('removed and replaced values are not masked any more', () => {
  const made = redactor('first-value');
  made.set('shop', ['second-value']);
  expect(made.mask('first-value second-value')).toBe(`first-value ${maskText}`);
  made.remove('shop');
  expect(made.mask('second-value')).toBe('second-value');
});

test('a value that cannot be URL-encoded is masked all the same', () => {
  expect(redactor('half \ud800 pair').mask('half \ud800 pair')).toBe(maskText);
});
