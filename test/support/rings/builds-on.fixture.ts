import { expect, test } from 'vitest';
import { isFirstTime } from './first-time.ts';

let deployed = 0;

test('the first one deploys', () => {
  deployed += isFirstTime('builds-on') ? 0 : 1;
});

test('the next one needs what it has done', () => {
  expect(deployed).toBe(1);
});
