import { UserError } from '../../lib/user-error.ts';
import { decidingPattern, watchPathProblem, watchPathsMax } from '../../lib/watch-paths.ts';

/** GitHub lists no more commits of one push: there may be others. */
const commitsListedMax = 2048;
/** A push that changes more files concerns everybody. */
const filesMax = 3_000;

/** The parts of a push that say what it has changed. */
export interface ChangeList {
  created?: boolean | undefined;
  forced?: boolean | undefined;
  commits?:
    | readonly {
        added?: readonly string[] | undefined;
        modified?: readonly string[] | undefined;
        removed?: readonly string[] | undefined;
      }[]
    | undefined;
}

/**
 * Checks patterns of paths.
 *
 * @throws UserError watch_path_invalid
 */
export function assertWatchPaths(patterns: readonly string[]): void {
  if (patterns.length > watchPathsMax) {
    throw new UserError('watch_path_invalid', `At most ${watchPathsMax} patterns of paths`);
  }
  for (const pattern of patterns) {
    const problem = watchPathProblem(pattern);
    if (problem === undefined) continue;
    throw new UserError('watch_path_invalid', `'${pattern.slice(0, 60)}': ${problem}`, {
      hint: 'Give paths from the root of the repository: apps/web/**, package.json, !**/*.md',
    });
  }
}

/** The patterns of a project, from the column that holds one per line. */
export function watchPathList(column: string): string[] {
  return column.split('\n').filter((pattern) => pattern !== '');
}

/**
 * The changed files when none of them concerns the project. Undefined: one does, or it is not known
 * what the push has changed, and then it is deployed.
 */
export function unwatchedFiles(
  patterns: readonly string[],
  push: ChangeList,
): string[] | undefined {
  if (patterns.length === 0) return undefined;
  const files = changedFiles(push);
  const concerns = files?.some((file) => decidingPattern(patterns, file).concerns) ?? true;
  return concerns ? undefined : files;
}

/** Undefined: not all of them are named. */
function changedFiles({ created, forced, commits = [] }: ChangeList): string[] | undefined {
  const isPartial = created === true || forced === true || commits.length >= commitsListedMax;
  if (isPartial || commits.length === 0) return undefined;
  const files = new Set<string>();
  for (const { added, modified, removed } of commits) {
    if (added === undefined || modified === undefined || removed === undefined) return undefined;
    for (const file of [...added, ...modified, ...removed]) files.add(file);
  }
  return files.size === 0 || files.size > filesMax ? undefined : [...files];
}
