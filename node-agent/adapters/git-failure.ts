import { UserError } from '../../lib/user-error.ts';
import { withoutPassword } from '../domain/git-names.ts';
import type { RepositoryCredential } from '../domain/repository-credential.ts';

const missing =
  /couldn't find remote ref|not our ref|no such remote ref|unadvertised object|upload-pack: not our/i;
const denied =
  /Permission denied|Authentication failed|could not read Username|terminal prompts disabled|403|401/i;
const absent = /not found|does not exist|does not appear to be a git repository|No such file/i;

interface FailedFetch {
  url: string;
  branch: string;
  commit: string;
  credential?: RepositoryCredential | undefined;
}

/** What a failed `git fetch` means, in words that say what to do. */
export function fetchFailure(
  { url, branch, commit, credential }: FailedFetch,
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
    { hint: hintFor(stderr, credential) },
  );
}

function hintFor(stderr: string, credential: RepositoryCredential | undefined): string {
  if (/Host key verification failed|IDENTIFICATION HAS CHANGED/i.test(stderr)) {
    return 'The host shows another key than before: find out why, then remove it from cache/known_hosts on the node';
  }
  if (denied.test(stderr) && credential !== undefined) return deniedHints[credential.kind];
  if (denied.test(stderr)) {
    return "Give the node access: connect GitHub in the project's settings, or make a deploy key there and use the ssh address";
  }
  if (absent.test(stderr)) return "Check the repository's address in the project's settings";
  return 'Check that the node can reach the repository, then deploy again';
}

const deniedHints = {
  token:
    "The repository's host refuses the access token: check that it is good and may read this repository",
  ssh_key:
    "The repository's host refuses the deploy key: add its public half to the repository's deploy keys",
} as const;

function lastLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /^(fatal|error|ssh|remote):/.test(line));
  return (lines[0] ?? stderr.trim().split('\n').at(-1) ?? '').trim();
}
