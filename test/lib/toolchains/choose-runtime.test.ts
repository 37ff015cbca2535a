import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseRuntime } from '../../../lib/toolchains/choose-runtime.ts';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { versionsOf } from '../../../lib/toolchains/table.ts';

const table = readToolchainTable();
const today = '2026-01-01';
const choose = (runtime: string, wish?: string, more = {}) =>
  chooseRuntime(table, runtime, wish, { today, ...more });

describe('K3, K24: what a project may write for a version', () => {
  test.each([
    ['20', '20'],
    ['20.11', '20'],
    ['v20.11.1', '20'],
    ['=20.11.1', '20'],
    ['20.x', '20'],
    ['20.*', '20'],
    ['20.11.x', '20'],
    ['^20', '20'],
    ['^20.1.0', '20'],
    ['~20.11', '20'],
    ['~18.2', '18'],
    ['>=18', '24'],
    ['>=18.12', '24'],
    ['> 20', '24'],
    ['>=18 <21', '20'],
    ['>=18 <22', '20'],
    ['>20 <22', '21'],
    ['>=18.0.0 <=20', '20'],
    ['>=18, <20', '18'],
    ['>=18 <20.5', '18'],
    ['<20', '18'],
    ['18 || 20', '20'],
    ['^18.18.0 || ^20.9.0 || >=21.1.0', '24'],
    ['18 - 20', '20'],
    ['lts/*', '24'],
    ['lts/iron', '20'],
    ['Hydrogen', '18'],
    ['latest', '24'],
    ['lts', '24'],
    ['*', '24'],
    ['', '24'],
    [undefined, '24'],
  ])('node %j is row %s', (wish, row) => {
    expect(choose('node', wish)).toMatchObject({ version: row, attribute: `nodejs_${row}` });
  });

  test.each([
    ['php', '8.2', '8.2'],
    ['php', '8', '8.4'],
    ['python', '3', '3.13'],
    ['ruby', '3', '3.4'],
    ['php', '^8.1', '8.4'],
    ['php', '8.1.*', '8.1'],
    ['php', '~8.1', '8.4'],
    ['php', '~8.1.3', '8.1'],
    ['php', '>=8.1 <8.4', '8.3'],
    ['php', '^7.4|^8.0', '8.4'],
    ['php', '>=8.2@dev', '8.4'],
    ['php', '8.2.15', '8.2'],
    ['ruby', '~> 3.2', '3.4'],
    ['ruby', '~> 3.2.1', '3.2'],
    ['ruby', '>= 3.1, < 3.4', '3.3'],
    ['ruby', '3.3.0p12', '3.3'],
    ['python', '==3.11.*', '3.11'],
    ['python', '>=3.9,<3.13', '3.12'],
    ['python', '~=3.9', '3.13'],
    ['python', '^3.9', '3.13'],
    ['python', '~3.9', '3.9'],
    ['python', '>=3.9, !=3.13.*', '3.14'],
    ['python', '>3.9, !=3.9.7', '3.13'],
    ['python', '3.12-dev', '3.12'],
    ['go', '1.21', '1.21'],
    ['go', '>=1.20', '1.26'],
    ['go', '1.22.5', '1.22'],
  ])('%s %j is row %s', (runtime, wish, row) => {
    expect(choose(runtime, wish).version).toBe(row);
  });

  test.each([
    '2',
    '200',
    '99',
    'abc',
    '>=30',
    '20; rm -rf /',
    '>= <',
    '<14',
    'lts/none',
    '>=18 <18',
  ])('node %j is refused with those that work', (wish) => {
    expect(() => choose('node', wish)).toThrow(
      expect.objectContaining({
        code: 'runtime_unknown',
        hint: 'Versions that work: 16, 18, 20, 21, 22, 24',
      }),
    );
  });

  test('every version that is documented is there, or refused with the reason', () => {
    const documented = {
      php: ['8.0', '8.1', '8.2', '8.3'],
      node: ['16', '18', '20', '21'],
      go: ['1.19', '1.20', '1.21', '1.22'],
      python: ['3.9', '3.10', '3.11', '3.12'],
      ruby: ['2.7', '3.0', '3.1', '3.2'],
    };
    for (const [runtime, wishes] of Object.entries(documented)) {
      for (const wish of wishes) expect(choose(runtime, wish).version).toBe(wish);
    }
    expect(() => choose('php', '7.4')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('nixpkgs dropped it'),
        hint: expect.stringContaining('8.0, 8.1'),
      }),
    );
  });

  test('a file that asks for what there is not is named, and how to overrule it', () => {
    expect(() => choose('python', '3.6.5', { source: '.python-version' })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^\.python-version asks for Python "3\.6\.5"/),
        hint: expect.stringContaining('"runtime": {"python": "3.13"}'),
      }),
    );
  });

  test('a patch version is accepted and said to be the newest one', () => {
    expect(choose('node', '22.11.0').notes).toEqual([expect.stringContaining('newest 22')]);
    expect(choose('node', '22').notes).toEqual([]);
    expect(choose('node', '^22.1.0').notes).toEqual([]);
    expect(choose('python', '3').notes).toEqual([]);
    expect(choose('ruby', '3.3.0', { source: 'Gemfile ruby' }).notes).toEqual([
      expect.stringContaining('ruby "~> 3.3.0"'),
    ]);
  });

  test('the end of life is told from the day after', () => {
    const end = table.runtimes['node']?.versions['18']?.endOfLife ?? '';
    expect(choose('node', '18').notes).toEqual([expect.stringContaining('2025-04-30')]);
    expect(choose('node', '18', { today: end }).notes).toEqual([]);
  });
});

describe('a node that has only some of the versions', () => {
  const offered = (runtime: string, version: string) =>
    ['node 18', 'node 20', 'go 1.24'].includes(`${runtime} ${version}`);

  test('gives what it has where the wish leaves a choice', () => {
    expect(choose('node', undefined, { offered }).version).toBe('20');
    expect(choose('go', undefined, { offered }).version).toBe('1.24');
    expect(choose('node', '>=18 <20', { offered }).version).toBe('18');
  });

  test('does not put something else in the place of a version that was named', () => {
    expect(choose('node', '22', { offered }).version).toBe('22');
  });
});

describe('whatever is written', () => {
  test('a row of the table or an explanation', () => {
    const piece = fc.constantFrom(
      ...['>=', '<', '~>', '^', '~', '!=', '==', '||', '|', ',', ' ', ' - ', 'v', '.x', '*', 'lts'],
      ...['18', '20.1', '3.9', '8', '.', '1.21.0', '-rc', '@dev'],
    );
    const wish = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.array(piece).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(wish, fc.constantFrom(...Object.keys(table.runtimes)), (text, runtime) => {
        const rows = versionsOf(table.runtimes[runtime] as never);
        try {
          expect(rows).toContain(choose(runtime, text).version);
        } catch (error) {
          expect(error).toMatchObject({ code: 'runtime_unknown' });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is written takes no more than a moment to read', () => {
    const started = performance.now();
    for (const text of ['1.'.repeat(90), ' '.repeat(5_000), '>= '.repeat(60), '1 '.repeat(99)]) {
      try {
        choose('node', text);
      } catch {
        // Refused, which is fine: only the time counts here.
      }
    }
    expect(performance.now() - started).toBeLessThan(200);
  });
});
