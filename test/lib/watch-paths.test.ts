import { describe, expect, test } from 'vitest';
import {
  concernsProject,
  decidingPattern,
  matchesPattern,
  watchPathProblem,
} from '../../lib/watch-paths.ts';

describe('paths that trigger a deployment', () => {
  test.each([
    ['src/**', 'src/a/b.ts'],
    ['src', 'src/a/b.ts'],
    ['src/', 'src/a.ts'],
    ['/src/*', 'src/a.ts'],
    ['./package.json', 'package.json'],
    ['**', 'anything/at/all'],
    ['**/*.ts', 'a.ts'],
    ['**/*.ts', 'x/y/a.ts'],
    ['apps/*/package.json', 'apps/web/package.json'],
    ['apps/**/package.json', 'apps/package.json'],
    ['apps/{web,api}/**', 'apps/api/main.ts'],
    ['{a,b/{c,d}}/x', 'b/d/x'],
    ['a?c', 'abc'],
    ['app/[slug]/*', 'app/[slug]/page.tsx'],
    ['*a*b*', 'xxaxxbxx'],
    ['**/a/**/b', 'a/x/a/y/b'],
    ['!docs/**', 'docs/a.md'],
  ])('%s names %s', (pattern, file) => {
    expect(matchesPattern(pattern, file)).toBe(true);
  });

  test.each([
    ['src/*', 'docs/src/a.ts'],
    ['*.ts', 'src/a.ts'],
    ['src', 'src2/a.ts'],
    ['a?c', 'ac'],
    ['apps/{web,api}', 'apps/admin/x'],
    ['src/**/x', 'src/y'],
    ['package.json', 'apps/package.json'],
    ['src/*', 'src/a/b.ts'],
    ['*', 'src/b.ts'],
    ['', 'a'],
  ])('%j does not name %s', (pattern, file) => {
    expect(matchesPattern(pattern, file)).toBe(false);
  });

  test('the last pattern that matches decides', () => {
    const patterns = ['apps/web/**', '!**/*.md', 'apps/web/README.md'];
    expect(decidingPattern(patterns, 'apps/web/a.ts').concerns).toBe(true);
    expect(decidingPattern(patterns, 'apps/web/b.md')).toEqual({
      concerns: false,
      pattern: '!**/*.md',
    });
    expect(decidingPattern(patterns, 'apps/web/README.md').concerns).toBe(true);
    expect(decidingPattern(patterns, 'other')).toEqual({ concerns: false, pattern: undefined });
  });

  test('without patterns everything concerns; with exceptions only, everything else', () => {
    expect(concernsProject([], ['a'])).toBe(true);
    expect(concernsProject(['!docs'], ['docs/a', 'b'])).toBe(true);
    expect(concernsProject(['!docs'], ['docs/a'])).toBe(false);
    expect(concernsProject(['src'], [])).toBe(false);
  });

  test('no pattern makes the matching slow', () => {
    const began = performance.now();
    expect(matchesPattern(`${'*a'.repeat(90)}b`, 'a'.repeat(4_000))).toBe(false);
    expect(matchesPattern(`${'**/a/'.repeat(38)}b`, 'a/'.repeat(2_000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('says what is no pattern', () => {
    expect(watchPathProblem('src/**')).toBeUndefined();
    expect(watchPathProblem(' ! ')).toContain('empty');
    expect(watchPathProblem('../x')).toContain('..');
    expect(watchPathProblem('a\\b')).toContain('/');
    expect(watchPathProblem('a\nb')).toContain('Control');
    expect(watchPathProblem('x'.repeat(201))).toContain('200');
    expect(watchPathProblem('{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}')).toContain('alternatives');
  });
});
