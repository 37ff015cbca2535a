import { UserError } from '../../lib/user-error.ts';

/** Stricter than git itself: nothing that could be taken for an option, a range or a reflog. */
const goodBranch =
  /^(?!-)(?!.*(?:\.\.|@\{|\/\/|\/$|\.lock(?:\/|$)|\/\.|\.$))[^\s~^:?*[\\\p{Cc}]+$/u;

/** @throws UserError `branch_invalid` for a name that git would not accept or could misread. */
export function assertBranch(branch: string): void {
  if (goodBranch.test(branch) && branch.length <= 250 && !branch.startsWith('.')) return;
  throw new UserError('branch_invalid', `"${branch.slice(0, 80)}" is not the name of a branch`, {
    hint: 'Rename the branch: letters, digits, ".", "_", "/" and "-" (not first) always work',
  });
}

const commitId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** @throws UserError `commit_not_found`: something that is no commit id cannot be found. */
export function assertCommit(commit: string): void {
  if (commitId.test(commit)) return;
  throw new UserError('commit_not_found', `"${commit.slice(0, 80)}" is not a commit id`, {
    hint: 'Give all 40 hexadecimal digits of the commit',
  });
}

const scpLike = /^[\w.-]+@(?!-)[\w.-]+:(?!-)[^\s]+$/;

/**
 * Whether a repository's address may be used: https and ssh, and on nodes that allow it also paths
 * of this machine.
 *
 * @throws UserError `repository_refused`
 */
export function assertRepositoryUrl(url: string, allowLocal: boolean): void {
  if (isLocal(url)) {
    if (allowLocal) return;
    throw refused(
      url,
      'Set allowLocalRepositories on the node to use repositories of its own disk',
    );
  }
  if (/^(?:https|ssh):\/\/[^-\s][^\s]*$/.test(url) || scpLike.test(url)) return;
  throw refused(url, 'Use an https:// or ssh:// address');
}

/** Address of a submodule as the repository's own `.gitmodules` gives it: "../lib.git" is relative to the repository. */
export function submoduleUrl(parent: string, url: string): string {
  if (!url.startsWith('./') && !url.startsWith('../')) return url;
  let base = parent.replace(/\/+$/, '');
  let rest = url;
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2);
    else if (rest.startsWith('../')) {
      rest = rest.slice(3);
      base = base.replace(/[/:][^/:]*$/, '');
    } else return `${base}/${rest}`;
  }
}

function isLocal(url: string): boolean {
  return url.startsWith('/') || url.startsWith('file:///');
}

function refused(url: string, hint: string): UserError {
  return new UserError(
    'repository_refused',
    `The repository ${withoutPassword(url)} is not allowed here`,
    {
      hint,
    },
  );
}

/** The address as it may be shown: without the password or token in it. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@\s]*@/, '$1');
}
