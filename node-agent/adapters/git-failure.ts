import { UserError } from '../../lib/user-error.ts';
import { withoutPassword } from '../domain/git-names.ts';

const missing =
  /couldn't find remote ref|not our ref|no such remote ref|unadvertised object|upload-pack: not our/i;
const denied =
  /Permission denied|Authentication failed|could not read Username|terminal prompts disabled|403|401/i;
const absent = /not found|does not exist|does not appear to be a git repository|No such file/i;

/** What a failed `git fetch` means, in words that say what to do. */
export function fetchFailure(
  { url, branch, commit }: { url: string; branch: string; commit: string },
  stderr: string,
): UserError {
  const said = withoutPassword(lastLine(stderr));
  if (/No space left on device/.test(stderr)) {
    return new UserError('disk_full', `The repository could not be stored: ${said}`, {
      hint: 'Remove old projects or releases, or run nix-collect-garbage on the node',
    });
  }
  if (missing.test(stderr)) {
    const what = commit === '' ? `The branch "${branch}"` : `Commit ${commit.slice(0, 12)}`;
    return new UserError('commit_not_found', `${what} is not in the repository`, {
      hint: 'It may have been removed or force-pushed away: push again, or deploy the branch as it is now',
    });
  }
  return new UserError(
    'repository_unreachable',
    `The repository ${withoutPassword(url)} could not be fetched: ${said}`,
    { hint: hintFor(stderr) },
  );
}

function hintFor(stderr: string): string {
  if (denied.test(stderr)) {
    return "Give the node access: add its root user's SSH key to the repository as a deploy key and use the ssh address";
  }
  if (absent.test(stderr)) return "Check the repository's address in the project's settings";
  return 'Check that the node can reach the repository, then deploy again';
}

function lastLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /^(fatal|error|ssh|remote):/.test(line));
  return (lines[0] ?? stderr.trim().split('\n').at(-1) ?? '').trim();
}
