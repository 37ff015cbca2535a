import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { gitFetch, gitReadModules, gitShowCommit } from '../commands/git.ts';
import { assertRepositoryUrl, submoduleUrl, withoutPassword } from '../domain/git-names.ts';
import { isSubmodule, type TreeEntry } from '../domain/tree-rules.ts';
import type { ProjectFolders, Step } from '../ports.ts';
import { checkOut, listTree, prepareMirror } from './git-mirror.ts';
import type { GitRunner } from './git-runner.ts';

interface Request {
  folders: ProjectFolders;
  /** Of the repository that has the submodules. */
  url: string;
  submodules: readonly TreeEntry[];
  /** 0 for the project's own submodules. */
  depth: number;
  /** Folder of that repository within the tree, "" for the project itself. */
  at?: string;
}

/** Submodules of submodules of …: nobody needs more, and a loop ends. */
const deepest = 5;

/** Fetches submodules under the same rules as the repository itself; returns their entries with full paths. */
export async function fillSubmodules(
  git: GitRunner,
  request: Request,
  step: Step,
): Promise<TreeEntry[]> {
  if (request.submodules.length === 0) return [];
  const directory = join(request.folders.source, request.at ?? '');
  const addresses = await readAddresses(git, directory, step.signal);
  const filled: TreeEntry[] = [];
  for (const { path, object } of request.submodules) {
    const address = addresses.get(path);
    if (address === undefined) throw unavailable(path, 'it is not in .gitmodules');
    if (request.depth >= deepest) throw unavailable(path, 'submodules are nested too deeply');
    const url = submoduleUrl(request.url, address);
    const at = join(request.at ?? '', path);
    const mirror = await fetchModule(git, request.folders, { path: at, url, commit: object }, step);
    const entries = await listTree(git, mirror, object, step.signal);
    await checkOut(git, mirror, object, join(request.folders.source, at), step.signal);
    const inner = { folders: request.folders, url, at, depth: request.depth + 1 };
    const deeper = await fillSubmodules(
      git,
      { ...inner, submodules: entries.filter(isSubmodule) },
      step,
    );
    filled.push(...entries.map((entry) => ({ ...entry, path: join(at, entry.path) })), ...deeper);
  }
  return filled;
}

async function readAddresses(git: GitRunner, directory: string, signal: AbortSignal) {
  const file = join(directory, '.gitmodules');
  const addresses = new Map<string, string>();
  if (!existsSync(file)) return addresses;
  const values = new Map<string, string>();
  for (const entry of (await git.run(gitReadModules(file), signal)).split('\0')) {
    const [key = '', ...value] = entry.split('\n');
    values.set(key, value.join('\n'));
  }
  for (const [key, path] of values) {
    const url = values.get(key.replace(/\.path$/, '.url'));
    if (key.endsWith('.path') && url !== undefined) addresses.set(path, url);
  }
  return addresses;
}

async function fetchModule(
  git: GitRunner,
  folders: ProjectFolders,
  module: { path: string; url: string; commit: string },
  step: Step,
): Promise<string> {
  try {
    assertRepositoryUrl(module.url, git.allowLocal);
  } catch (cause) {
    throw unavailable(module.path, cause instanceof Error ? cause.message : String(cause));
  }
  const name = createHash('sha256').update(module.url).digest('hex').slice(0, 16);
  const mirror = join(dirname(folders.mirror), 'modules', `${name}.git`);
  await prepareMirror(git, mirror, step.signal);
  const has = async () =>
    (await git.try(gitShowCommit(mirror, module.commit), step.signal)).exitCode === 0;
  if (await has()) return mirror;
  step.output(`submodule ${module.path}: fetching ${withoutPassword(module.url)}`);
  let said = '';
  for (const refspec of ['+refs/heads/*:refs/heads/*', module.commit]) {
    const { stderr } = await git.try(gitFetch(mirror, module.url, [refspec]), step.signal, {
      url: module.url,
    });
    said = stderr.trim().split('\n')[0] ?? '';
    if (await has()) return mirror;
  }
  throw unavailable(module.path, withoutPassword(said) || 'its commit is not there');
}

function unavailable(path: string, reason: string): UserError {
  return new UserError('unsafe_tree', `The submodule ${path} cannot be filled: ${reason}`, {
    hint: 'Give the node access to the submodule over https or ssh, or put its files into the repository',
  });
}
