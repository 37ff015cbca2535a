import { beforeAll, describe, expect, test } from 'vitest';
import { isFirstTime } from './first-time.ts';

describe('a machine', () => {
  beforeAll(() => {
    if (isFirstTime('hook')) throw new Error('it did not start');
  });

  test('answers', () => expect(true).toBe(true));
});
