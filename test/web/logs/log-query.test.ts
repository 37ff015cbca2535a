import { describe, expect, test } from 'vitest';
import {
  downloadPath,
  isGrowing,
  type LogPart,
  localInput,
  logPath,
  nameOf,
  partOptions,
  readLogQuery,
  writeLogQuery,
} from '../../../web/project/logs/log-query.ts';

const now = Date.UTC(2026, 4, 1, 12);
const from = '2026-05-01T10:00:00.000Z';
const to = '2026-05-01T11:00:00.000Z';
const parts: LogPart[] = [
  { kind: 'lines', count: 500 },
  { kind: 'lines', count: 10_000 },
  { kind: 'last', minutes: 60 },
  { kind: 'range', from, to },
  { kind: 'range', from, to: undefined },
];

describe('what part of a log is shown', () => {
  test.each(parts)('%j is read as it was written', (part) => {
    const query = { part, q: 'a b&c' };
    expect(readLogQuery(new URLSearchParams(writeLogQuery(query)))).toEqual(query);
  });

  test.each(['', 'show=lines-7', 'show=minutes-99999', 'show=x', 'from=x', 'to=2026-01-01'])(
    'an odd address %j is the default',
    (address) => {
      expect(readLogQuery(new URLSearchParams(address)).part).toEqual(parts[0]);
    },
  );

  test('the default is not in the address', () => {
    expect(writeLogQuery({ part: { kind: 'lines', count: 500 }, q: '' })).toEqual({});
  });

  test('each part but a range is an option', () => {
    const names = partOptions.map(({ value }) => value);
    for (const part of parts) expect(names).toContain(nameOf(part));
  });

  test('only what has an end does not grow', () => {
    expect(parts.map(isGrowing)).toEqual([true, true, true, false, true]);
  });
});

describe('the address of the stream', () => {
  const query = (path: string) => Object.fromEntries(new URLSearchParams(path.split('?')[1]));

  test('asks for so many lines, and goes on', () => {
    const path = logPath(
      'shop',
      { part: { kind: 'lines', count: 100 }, q: '' },
      { now, resumeAt: undefined },
    );
    expect(path).toBe('/api/v1/projects/shop/logs?lines=100&follow=true');
  });

  test('asks for a stretch of time and a text', () => {
    const path = logPath(
      'shop',
      { part: { kind: 'range', from, to }, q: 'x&y' },
      { now, resumeAt: undefined },
    );
    expect(query(path)).toEqual({ lines: '10000', follow: 'false', q: 'x&y', from, to });
    const last = logPath(
      'shop',
      { part: { kind: 'last', minutes: 60 }, q: '' },
      { now, resumeAt: undefined },
    );
    expect(query(last)['from']).toBe('2026-05-01T11:00:00.000Z');
  });

  test('goes on from the last line, with all that was missed', () => {
    const path = logPath(
      'shop',
      { part: { kind: 'lines', count: 100 }, q: '' },
      { now, resumeAt: now },
    );
    expect(query(path)).toEqual({
      lines: '10000',
      follow: 'true',
      from: '2026-05-01T12:00:00.000Z',
    });
  });

  test('the download is of the same part', () => {
    const path = downloadPath('shop', { part: { kind: 'range', from, to }, q: 'x' }, now);
    expect(path).toMatch(/^\/api\/v1\/projects\/shop\/logs\/download\?/);
    expect(query(path)).toEqual({ q: 'x', from, to });
  });
});

test("an input of the browser shows a time in the reader's zone", () => {
  expect(new Date(localInput(from)).toISOString()).toBe(from);
  expect(localInput(undefined)).toBe('');
});
