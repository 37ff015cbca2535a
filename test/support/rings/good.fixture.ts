import { expect, test } from 'vitest';
import { isFirstTime } from './first-time.ts';

test('is not repeated', () => expect(isFirstTime('good')).toBe(true));
