import { UserError } from '../../lib/user-error.ts';
import { gitFetch, gitShowCommit } from '../commands/git.ts';
import { assertBranch, assertCommit, assertRepositoryUrl } from '../domain/git-names.ts';
import type { Repositories, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { withAccess } from './git-access.ts';
import { fetchFailure } from './git-failure.ts';
import { readHistory } from './git-history.ts';
import { prepareMirror, removeStaleLocks } from './git-mirror.ts';
import { type GitRunner, gitRunner } from './git-runner.ts';
import { exportTree } from './git-tree.ts';

type Request = Parameters<Repositories['fetch']>[0];

interface Commit {
  id: string;
  author: string;
  subject: string;
}

/** Repositories as bare mirrors beside their project. */
export function createRepositories(
  settings: Pick<AgentSettings, 'root' | 'allowLocalRepositories'>,
): Repositories {
  const anyone = gitRunner(settings);
  return {
    async fetch(request, step) {
      const { folders, url, credential, since = '' } = request;
      assertRepositoryUrl(url, settings.allowLocalRepositories);
      if (request.commit === '' || request.branch !== '') assertBranch(request.branch);
      if (request.commit !== '') assertCommit(request.commit);
      return await withAccess(settings.root, credential, async (access) => {
        const git = anyone.withAccess(access);
        await prepareMirror(git, folders.mirror, step.signal);
        const { id, subject, author } = await bringCommit(git, request, step);
        const [history] = await Promise.all([
          readHistory(git, folders.mirror, { since, commit: id }, step.signal),
          exportTree(git, { ...request, commit: id }, step),
        ]);
        step.note(`${id.slice(0, 12)} ${subject}`);
        return { commit: id, directory: folders.source, subject, author, history };
      });
    },
  };
}

/** A commit that is here already costs no fetch; a branch always does, for its tip may have moved. */
async function bringCommit(git: GitRunner, request: Request, step: Step): Promise<Commit> {
  if (request.commit === '') return await bringTip(git, request, step);
  const known = await showCommit(git, request.folders.mirror, request.commit, step.signal);
  return known ?? (await searchCommit(git, request, step));
}

async function bringTip(git: GitRunner, request: Request, step: Step): Promise<Commit> {
  await fetchRefs(git, request, step, [branchRef(request.branch)]);
  const { mirror } = request.folders;
  const tip = await showCommit(git, mirror, `refs/heads/${request.branch}`, step.signal);
  if (tip === undefined) throw notFound(request);
  return tip;
}

/** Fetches the branch, then everything, then the commit by its own id, which most servers allow. */
async function searchCommit(git: GitRunner, request: Request, step: Step): Promise<Commit> {
  const attempts = [[everyRef, '+refs/tags/*:refs/tags/*'], [request.commit]];
  if (request.branch !== '') attempts.unshift([branchRef(request.branch)]);
  let failure: unknown;
  for (const refspecs of attempts) {
    failure = await fetchRefs(git, request, step, refspecs).catch(onlyMissingRef);
    const found = await showCommit(git, request.folders.mirror, request.commit, step.signal);
    if (found !== undefined) return found;
  }
  throw notFound(request, failure);
}

/** A branch that is gone says nothing about the commit; any other failure would repeat itself. */
function onlyMissingRef(error: unknown): unknown {
  if (error instanceof UserError && error.code === 'commit_not_found') return error;
  throw error;
}

const everyRef = '+refs/heads/*:refs/heads/*';

function branchRef(branch: string): string {
  return `+refs/heads/${branch}:refs/heads/${branch}`;
}

async function fetchRefs(
  git: GitRunner,
  request: Request,
  step: Step,
  refspecs: readonly string[],
) {
  const command = gitFetch(request.folders.mirror, request.url, refspecs);
  const run = () => git.try(command, step.signal, { url: request.url });
  let result = await run();
  if (result.exitCode !== 0 && /\.lock': File exists/.test(result.stderr)) {
    await removeStaleLocks(request.folders.mirror);
    result = await run();
  }
  if (result.exitCode !== 0) throw fetchFailure(request, result.stderr);
}

async function showCommit(
  git: GitRunner,
  mirror: string,
  revision: string,
  signal: AbortSignal,
): Promise<Commit | undefined> {
  const { exitCode, stdout } = await git.try(gitShowCommit(mirror, revision), signal);
  if (exitCode !== 0) return undefined;
  const [id = '', author = '', ...subject] = stdout.split('\n');
  return { id, author, subject: subject.join(' ').trim() };
}

function notFound({ branch, commit }: Request, cause?: unknown): UserError {
  const what = commit === '' ? `The branch "${branch}"` : `Commit ${commit.slice(0, 12)}`;
  return new UserError('commit_not_found', `${what} is not in the repository`, {
    hint: 'It may have been removed by a forced push: push again, or deploy the branch as it is now',
    cause,
  });
}
