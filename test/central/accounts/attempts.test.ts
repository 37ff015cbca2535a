import { expect, test } from 'vitest';
import { type AttemptKey, addressKey, createAttempts } from '../../../central/accounts/attempts.ts';

const now = { value: 0 };
const clock = { now: () => new Date(now.value) };

function refused(take: () => void): number | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    return (error as { retryAfterSeconds: number }).retryAfterSeconds;
  }
}

test('a refused attempt counts for none of its keys', () => {
  const attempts = createAttempts(clock);
  for (let attempt = 1; attempt <= 10; attempt += 1) attempts.take('account:a', 'address:1');
  for (let attempt = 1; attempt <= 100; attempt += 1)
    expect(refused(() => attempts.take('account:a', 'address:1'))).toBe(900);
  expect(refused(() => attempts.take('account:b', 'address:1'))).toBeUndefined();
});

test('the window begins with the first attempt and does not grow', () => {
  const attempts = createAttempts(clock);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    attempts.take('code:a');
    now.value += 60_000;
  }
  expect(refused(() => attempts.take('code:a'))).toBe(300);
  now.value += 300_000;
  expect(refused(() => attempts.take('code:a'))).toBeUndefined();
});

test('an attacker with many keys does not fill our memory: the oldest go', () => {
  const attempts = createAttempts(clock);
  const key = (index: number): AttemptKey => `account:${index}`;
  for (let attempt = 1; attempt <= 10; attempt += 1) attempts.take(key(0));
  expect(refused(() => attempts.take(key(0)))).toBeDefined();
  for (let index = 1; index <= 20_000; index += 1) attempts.take(key(index));
  expect(refused(() => attempts.take(key(0)))).toBeUndefined();
});

test.each([
  ['198.51.100.7', 'address:198.51.100.7'],
  ['::ffff:198.51.100.7', 'address:198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
  ['2001:db8:1:2::', 'address:2001:db8:1:2::/64'],
  ['no address', 'address:no address'],
])('%s counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});
