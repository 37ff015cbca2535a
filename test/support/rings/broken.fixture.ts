import { expect, test } from 'vitest';
import { isFirstTime } from './first-time.ts';

test('is broken', () => expect(1).toBe(2));

test('is unlucky', () => expect(isFirstTime('unlucky')).toBe(false));
