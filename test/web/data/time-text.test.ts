import { describe, expect, test } from 'vitest';
import { bytesText, durationText, exactTime, relativeTime } from '../../../web/data/time-text.ts';

const now = Date.UTC(2026, 0, 31, 12);

describe('time as people say it', () => {
  test.each([
    [-2_000, 'just now'],
    [30_000, 'just now'],
    [-30_000, '30s ago'],
    [-5 * 60_000, '5m ago'],
    [-3 * 3_600_000, '3h ago'],
    [-26 * 3_600_000, 'yesterday'],
    [3 * 86_400_000, 'in 3d'],
    [-400 * 86_400_000, 'last yr.'],
  ])('%d ms from now is %s', (difference, text) => {
    expect(relativeTime(now + difference, now)).toBe(text);
  });

  test('the exact time names its zone', () => {
    expect(exactTime(new Date(now))).toContain(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  test.each([
    [0, '0 ms'],
    [840, '840 ms'],
    [1_240, '1.2 s'],
    [12_400, '12 s'],
    [59_600, '1 min 0 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '1 d 1 h'],
  ])('%d ms last %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_400_000_000, '1.4 GB'],
    [123_456_789, '123 MB'],
    [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
