import { gitIsAncestor, gitLogBetween } from '../commands/git.ts';
import type { SourceHistory } from '../ports.ts';
import type { GitRunner } from './git-runner.ts';

/** More commits than this nobody reads. */
const commitsMax = 50;

/** What came between the commit that is live and this one; undefined when nothing is live. */
export async function readHistory(
  git: GitRunner,
  mirror: string,
  { since, commit }: { since: string; commit: string },
  signal: AbortSignal,
): Promise<SourceHistory | undefined> {
  if (since === '') return undefined;
  const [follows, log] = await Promise.all([
    git.try(gitIsAncestor(mirror, since, commit), signal),
    git.try(gitLogBetween(mirror, since, commit, commitsMax + 1), signal),
  ]);
  // A commit that the mirror does not have any more is as unrelated as one of a rewritten branch.
  if (follows.exitCode !== 0) return { since, commits: [], more: false, isUnrelated: true };
  const commits = log.stdout.split('\n').flatMap(commitOf);
  const more = commits.length > commitsMax;
  return { since, commits: commits.slice(0, commitsMax), more, isUnrelated: false };
}

function commitOf(line: string): SourceHistory['commits'] {
  const [commit = '', author = '', subject = ''] = line.split('\0');
  return commit === '' ? [] : [{ commit, author, subject: subject.trim() }];
}
