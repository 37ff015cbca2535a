import type { Counts, FileCounts, RingResult } from './ring.ts';

/** More failed files than this are no bad luck: something is broken, and repeating them costs minutes. */
const maxRepeatedFiles = 4;

/** The files to run once more: whole files, because the tests of one build on each other. */
export function filesToRepeat({ files, astray }: Counts): string[] {
  const failed = files.filter((each) => each.failed.length > 0).map((each) => each.file);
  return astray.length > 0 || failed.length > maxRepeatedFiles ? [] : failed;
}

/** Adds up a ring. For a file that ran twice the second run counts, and what only it passed is named. */
export function addUp(
  first: Counts,
  second?: Counts,
): Pick<RingResult, 'passed' | 'secondTry' | 'failed' | 'reasons' | 'skipped'> {
  const files = first.files.map((file) => ({ first: file, last: lastRun(file, second) }));
  return {
    passed: files.reduce((sum, { last }) => sum + last.passed.length, 0),
    secondTry: files.flatMap((each) => mended(each.first, each.last)),
    failed: [
      ...files.flatMap(({ last }) => last.failed),
      ...first.astray,
      ...(second?.astray ?? []),
    ],
    reasons: [...first.reasons, ...(second?.reasons ?? [])],
    skipped: files.flatMap(({ last }) => last.skipped),
  };
}

/** The second run of a file, if it had one; what failed first and did not run again has still failed. */
function lastRun(first: FileCounts, second: Counts | undefined): FileCounts {
  const again = second?.files.find((each) => each.file === first.file);
  if (again === undefined || first.failed.length === 0) return first;
  const testsOf = (file: FileCounts) => [...file.passed, ...file.failed];
  const known = new Set(testsOf(again));
  const gone = first.failed.filter((name) => isTest(first, name) && !known.has(name));
  const ranNothing = again.passed.length === 0 && again.failed.length === 0;
  return ranNothing ? first : { ...again, failed: [...again.failed, ...gone] };
}

function mended(first: FileCounts, last: FileCounts): readonly string[] {
  const failed = new Set(last.failed);
  return first.failed.filter((name) => !failed.has(name));
}

/** Failures of a file outside its tests have names of their own, which a good second run does not list. */
function isTest({ file }: FileCounts, name: string): boolean {
  return name.startsWith(`${file} > `);
}
