import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Counts, FileCounts } from '../../scripts/rings/ring.ts';
import { addUp, filesToRepeat } from '../../scripts/rings/second-try.ts';
import { printSummary } from '../../scripts/rings/summary.ts';
import { runVitest } from '../../scripts/rings/vitest.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const file = (name: string, rest: Partial<FileCounts> = {}): FileCounts => ({
  file: name,
  passed: [],
  failed: [],
  skipped: [],
  ...rest,
});

const run = (...files: FileCounts[]): Counts => ({ files, astray: [], reasons: [] });

describe('what is repeated', () => {
  test('failed files, whole', () => {
    const first = run(file('a', { passed: ['a > 1'], failed: ['a > 2'] }), file('b'));
    expect(filesToRepeat(first)).toEqual(['a']);
  });

  test('nothing when many have failed, or when nobody knows which', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => file(name, { failed: [`${name} > 1`] }));
    expect(filesToRepeat(run(...many))).toEqual([]);
    expect(
      filesToRepeat({ ...run(many[0] ?? file('a')), astray: ['an error'], reasons: [] }),
    ).toEqual([]);
  });
});

describe('what counts', () => {
  const first = run(file('a', { passed: ['a > 1'], failed: ['a > 2'] }));

  test('without a second run, the first', () => {
    expect(addUp(first)).toEqual({
      passed: 1,
      secondTry: [],
      failed: ['a > 2'],
      reasons: [],
      skipped: [],
    });
  });

  test('a test that fails at the second run has failed, also one that passed before', () => {
    const second = run(file('a', { passed: ['a > 2'], failed: ['a > 1'] }));
    expect(addUp(first, second)).toMatchObject({ failed: ['a > 1'], secondTry: ['a > 2'] });
  });

  test('a failed test that does not run again has failed', () => {
    const without = run(file('a', { passed: ['a > 1'] }));
    const skipped = run(
      file('a', { passed: ['a > 1'], skipped: [{ name: 'a > 2', reason: 'no time' }] }),
    );
    const nothing = run(file('a'));
    const early: Counts = { files: [], astray: ['platform: vitest ended early'], reasons: [] };
    for (const second of [without, skipped, nothing])
      expect(addUp(first, second)).toMatchObject({ failed: ['a > 2'], secondTry: [] });
    expect(addUp(first, early).failed).toEqual(['a > 2', 'platform: vitest ended early']);
  });
});

test('a ring with bad moments: files that build on themselves and hooks are mended, the broken test stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-try-'));
  vi.stubEnv('VPSPILOT_FIXTURE_FOLDER', folder);
  const fixture = {
    ring: 'platform',
    cacheFolder: folder,
    cwd: join(import.meta.dirname, '../support/rings'),
    output: 'ignore',
  } as const;
  try {
    const first = await runVitest(fixture);
    const files = filesToRepeat(first);
    expect(files.toSorted()).toEqual([
      'broken.fixture.ts',
      'builds-on.fixture.ts',
      'hook.fixture.ts',
    ]);
    const sum = addUp(first, await runVitest({ ...fixture, files }));
    expect(sum.failed).toEqual(['broken.fixture.ts > is broken']);
    expect(sum.secondTry.toSorted()).toEqual([
      'broken.fixture.ts > is unlucky',
      'builds-on.fixture.ts > the next one needs what it has done',
      'hook.fixture.ts (outside its tests)',
    ]);
    expect(sum).toMatchObject({ passed: 5, skipped: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('the summary names what passed only at the second try, and ends with the line that counts', () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const ring = { failed: [], reasons: [], skipped: [], durationMs: 1_000 };
  const exitCode = printSummary({
    failedChecks: [],
    rings: [
      { ring: 'unit', passed: 7, secondTry: [], ...ring },
      { ring: 'platform', passed: 3, secondTry: ['a > 2'], ...ring },
    ],
    json: false,
  });
  expect(exitCode).toBe(0);
  expect(lines).toContain('  platform: 3 passed, of them 1 only at the second try:');
  expect(lines).toContain('    ~ a > 2');
  expect(lines.at(-1)).toBe('10 passed, 0 failed, 0 skipped');
});
