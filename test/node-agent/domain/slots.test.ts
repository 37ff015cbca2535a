import { expect, test } from 'vitest';
import { createNamedSlots, createSlots } from '../../../node-agent/domain/slots.ts';

test('no more than the limit run at once, the others in their order', async () => {
  const slots = createSlots(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const work = (at: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    order.push(at);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
  };
  await Promise.all([0, 1, 2, 3, 4].map((at) => slots.use(work(at))));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(slots.free).toBe(2);
});

test('who waits is told, and may give up', async () => {
  const slots = createSlots(1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = slots.use(() => promise);
  const controller = new AbortController();
  let waited = false;
  const second = slots.use(async () => 'ran', {
    signal: controller.signal,
    onWait: () => {
      waited = true;
    },
  });
  controller.abort(new Error('canceled'));
  await expect(second).rejects.toThrow('canceled');
  expect(waited).toBe(true);
  resolve();
  await first;
  expect(await slots.use(async () => 'next')).toBe('next');
});

test('a place is given back when the work fails', async () => {
  const slots = createSlots(1);
  await expect(slots.use(async () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  expect(slots.free).toBe(1);
});

test('names do not wait for each other', async () => {
  const of = createNamedSlots<string>();
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = of('a')(() => promise);
  expect(await of('b')(async () => 'free')).toBe('free');
  resolve();
  await held;
});
