import { GitCommitHorizontal } from 'lucide-react';
import { shortSha } from './deployment-words.ts';

/** A commit's short name; leads to where it can be read, when that is known. */
export function CommitLink({
  deployment: { commit, commitUrl },
}: {
  deployment: { commit: string; commitUrl: string | null };
}) {
  if (commit === '') return null;
  const sha = (
    <>
      <GitCommitHorizontal size={13} aria-label="Commit" />
      <code>{shortSha(commit)}</code>
    </>
  );
  if (commitUrl === null) {
    return (
      <span className="commit-link" title={commit}>
        {sha}
      </span>
    );
  }
  return (
    <a className="commit-link" href={commitUrl} target="_blank" rel="noreferrer" title={commit}>
      {sha}
    </a>
  );
}
