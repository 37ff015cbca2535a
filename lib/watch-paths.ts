/**
 * Which pushes concern a project: patterns of paths from the root of the repository, as in
 * GitHub's own workflows. `*` stays within a folder, `**` goes through folders, `?` is one
 * character, `{a,b}` is either, `!` in front takes away what an earlier pattern has let in. A
 * pattern that names a folder means everything in it.
 *
 * Matched without regular expressions: nobody's pattern can make the matching slow.
 */

export const watchPathsMax = 50;
export const watchPathLengthMax = 200;
/** `{a,b}{c,d}` multiplies; beyond this a pattern is refused. */
const alternativesMax = 64;

/** Why this is no pattern; undefined when it is one. */
export function watchPathProblem(pattern: string): string | undefined {
  const path = bare(pattern);
  if (path === '') return 'The pattern is empty';
  if (pattern.length > watchPathLengthMax) return `At most ${watchPathLengthMax} characters`;
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(pattern))
    return 'Control characters are no part of a path';
  if (pattern.includes('\\')) return 'Use / between folders';
  if (path.split('/').includes('..'))
    return 'Paths begin at the root of the repository; .. leads out';
  if (alternatives(path) === undefined) return 'Too many alternatives in { }';
  return undefined;
}

/** True when one of the changed files concerns the project. Without patterns everything does. */
export function concernsProject(patterns: readonly string[], files: readonly string[]): boolean {
  return patterns.length === 0 || files.some((file) => decidingPattern(patterns, file).concerns);
}

/** Whether a file concerns the project, and by which pattern: the last one that matches decides. */
export function decidingPattern(
  patterns: readonly string[],
  file: string,
): { concerns: boolean; pattern: string | undefined } {
  const pattern = patterns.findLast((each) => matchesPattern(each, file));
  // With nothing but exceptions, everything else is meant.
  if (pattern === undefined) {
    return { concerns: patterns.every((each) => each.trim().startsWith('!')), pattern };
  }
  return { concerns: !pattern.trim().startsWith('!'), pattern };
}

/** True when the pattern, with or without its `!`, names this file or a folder above it. */
export function matchesPattern(pattern: string, file: string): boolean {
  const parts = splitPath(file);
  return (alternatives(bare(pattern)) ?? []).some((each) =>
    matchesParts(orFolder(splitPath(each)), parts),
  );
}

/** What ends without a wildcard may name a folder: then everything in it is meant. */
function orFolder(pattern: readonly string[]): readonly string[] {
  const last = pattern.at(-1);
  return last === undefined || /[*?]/.test(last) ? pattern : [...pattern, '**'];
}

function bare(pattern: string): string {
  return splitPath(pattern.trim().replace(/^!/, '')).join('/');
}

function splitPath(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** Walks both once; on a dead end the last `**` takes one folder more. */
function matchesParts(pattern: readonly string[], path: readonly string[]): boolean {
  let [at, reached, starAt, starReached] = [0, 0, -1, 0];
  while (reached < path.length) {
    const part = pattern[at];
    if (part === '**') {
      [starAt, starReached, at] = [at, reached, at + 1];
    } else if (part !== undefined && matchesText(part, path[reached] ?? '')) {
      [at, reached] = [at + 1, reached + 1];
    } else if (starAt >= 0) {
      starReached += 1;
      [at, reached] = [starAt + 1, starReached];
    } else return false;
  }
  return pattern.slice(at).every((part) => part === '**');
}

/** The same within one name, character by character. */
function matchesText(pattern: string, text: string): boolean {
  let [at, reached, starAt, starReached] = [0, 0, -1, 0];
  while (reached < text.length) {
    if (pattern[at] === '*') {
      [starAt, starReached, at] = [at, reached, at + 1];
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[reached])) {
      [at, reached] = [at + 1, reached + 1];
    } else if (starAt >= 0) {
      starReached += 1;
      [at, reached] = [starAt + 1, starReached];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Every reading of `{a,b}`, innermost first; undefined when there are too many. */
function alternatives(pattern: string): string[] | undefined {
  let open = [pattern];
  for (;;) {
    const next = open.flatMap(expandOne);
    if (next.length > alternativesMax) return undefined;
    if (next.length === open.length && next.every((each, index) => each === open[index]))
      return open;
    open = next;
  }
}

function expandOne(pattern: string): string[] {
  const end = pattern.indexOf('}');
  const start = pattern.lastIndexOf('{', end);
  if (end < 0 || start < 0) return [pattern];
  const choices = pattern.slice(start + 1, end).split(',');
  return choices.map((choice) => pattern.slice(0, start) + choice + pattern.slice(end + 1));
}
