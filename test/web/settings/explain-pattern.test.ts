import { describe, expect, test } from 'vitest';
import { explainPattern } from '../../../web/project/settings/explain-pattern.ts';

describe('a pattern in words', () => {
  test.each([
    ['**', 'Every file'],
    ['apps/web/**', 'Everything below apps/web'],
    ['src', 'The file or everything below the folder src'],
    ['package.json', 'The file package.json'],
    ['apps/web/package.json', 'The file package.json in apps/web'],
    ['*.ts', '.ts files in the top folder'],
    ['**/*.ts', '.ts files in any folder'],
    ['src/*.ts', '.ts files in src'],
    ['apps/*/src/**', 'Everything below apps/any folder/src'],
    ['apps/{web,api}/**', 'Everything below apps/web or api'],
    ['!docs/**', 'Never: everything below docs'],
    ['./src/*', 'Files in src'],
    ['*', 'Files in the top folder'],
    ['lib/v?.js', 'Files like v?.js in lib'],
  ])('%s: %s', (pattern, text) => {
    expect(explainPattern(pattern)).toEqual({ isProblem: false, text });
  });

  test('what is none says why', () => {
    expect(explainPattern('../x')).toMatchObject({ isProblem: true });
  });
});
