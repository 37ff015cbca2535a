import { expect, test } from 'vitest';
import { createWaker } from '../../lib/waker.ts';

test('a wake-up before the wait is not lost, and several count as one', async () => {
  const waker = createWaker();
  waker.wake();
  waker.wake();
  expect(await waker.wait()).toBe('woken');
  expect(await waker.wait(5)).toBe('timeout');
});

test('a wait ends with the wake-up', async () => {
  const waker = createWaker();
  setTimeout(waker.wake, 5);
  expect(await waker.wait(1_000)).toBe('woken');
});
