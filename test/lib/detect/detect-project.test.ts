import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../../lib/app-config/app-config.ts';
import { configText } from '../../../lib/detect/config-text.ts';
import { type Detection, detectProject } from '../../../lib/detect/detect-project.ts';
import { filesOf } from '../../../lib/detect/source-files.ts';
import { readToolchainTable } from '../../../lib/toolchains/read-table.ts';
import { oddRepositories, repositories } from '../../support/repositories/repositories.ts';

const table = readToolchainTable();

function detect(texts: Readonly<Record<string, string>>, type?: string): Detection | undefined {
  return detectProject(filesOf(texts), {
    ...{ folderName: 'my folder', table, today: '2026-01-01' },
    ...(type === undefined ? {} : { type }),
  });
}

/** What `config check` would say. */
function problemsOf({ config }: Detection) {
  return parseAppConfig(configText(config)).problems;
}

describe.each(Object.entries(repositories))('%s', (_, { files, expected, warnings = [] }) => {
  const found = detect(files);

  test('is recognised, with the commands that its community writes', () => {
    expect(found).toMatchObject(expected);
  });

  test('what has to be known is said, and nothing else', () => {
    const said = found?.warnings ?? [];
    for (const warning of warnings) expect(said).toContainEqual(expect.stringMatching(warning));
    expect(said).toHaveLength(warnings.length);
  });

  test('the file that is written is valid without a word', () => {
    expect(found && problemsOf(found)).toEqual([]);
  });

  test('every value has its reason', () => {
    const explained = found?.guesses.map(({ key }) => key) ?? [];
    expect(new Set(explained)).toContain('type');
    for (const guess of found?.guesses ?? []) expect(guess.because).not.toBe('');
    for (const command of found?.config.build?.commands ?? []) {
      expect(found?.guesses).toContainEqual(expect.objectContaining({ value: command }));
    }
  });
});

test.each(Object.entries(oddRepositories))('%s: says nothing or something valid', (_, files) => {
  const found = detect(files);
  expect(found === undefined ? [] : problemsOf(found)).toEqual([]);
});

test('nothing that is known: no guess at all', () => {
  expect(detect({ 'README.md': '# hello', 'data.csv': '1,2' })).toBeUndefined();
});

test('--type takes the template that is asked for', () => {
  const vite = repositories['Vite']?.files ?? {};
  expect(detect(vite)?.config.type).toBe('static');
  expect(detect(vite, 'nodejs')?.config.type).toBe('nodejs');
  expect(detect({ 'README.md': '' }, 'go')?.config).toMatchObject({
    type: 'go',
    build: { commands: ['go build -o app .'] },
  });
});

test('a version that cannot be had is told with those that can', () => {
  const found = detect({ 'package.json': '{"scripts":{"start":"x"}}', '.nvmrc': '12' });
  expect(found?.config.runtime).toBeUndefined();
  expect(found?.warnings).toEqual([
    expect.stringMatching(/^\.nvmrc asks for Node\.js "12".*16, 18/),
  ]);
});

test('whatever a repository holds: no exception, and only valid files', () => {
  const known = Object.values(repositories).map(({ files }) => files);
  const names = [...new Set(known.flatMap(Object.keys))];
  const texts = [...new Set(known.flatMap(Object.values))];
  const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' }), fc.json());
  const name = fc.oneof({ arbitrary: fc.constantFrom(...names), weight: 9 }, fc.string());
  fc.assert(
    fc.property(
      fc.dictionary(name, text, { maxKeys: 8 }),
      fc.string({ unit: 'binary' }),
      (files, folderName) => {
        const found = detectProject(filesOf(files), { folderName, table, today: '2026-01-01' });
        if (found !== undefined) expect(problemsOf(found)).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
