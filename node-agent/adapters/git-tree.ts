import { readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import {
  isEnvironmentFile,
  isSubmodule,
  isSymlink,
  leavesTree,
  mayHoldSecret,
  type TreeEntry,
} from '../domain/tree-rules.ts';
import type { ProjectFolders, Step } from '../ports.ts';
import { checkOut, listTree } from './git-mirror.ts';
import type { GitRunner } from './git-runner.ts';
import { fillSubmodules } from './git-submodules.ts';

interface Request {
  folders: ProjectFolders;
  url: string;
  commit: string;
}

/** More names than this are counted, not listed. */
const listedNames = 5;

/**
 * Writes the commit's tree to `folders.source`, which is made anew, and refuses what must not be
 * built. After a failure there is no tree.
 */
export async function exportTree(git: GitRunner, request: Request, step: Step): Promise<void> {
  const { source, mirror } = request.folders;
  await rm(source, { recursive: true, force: true });
  try {
    const [entries] = await Promise.all([
      listTree(git, mirror, request.commit, step.signal),
      checkOut(git, mirror, request.commit, source, step.signal),
    ]);
    checkNames(entries, step);
    const submodules = entries.filter(isSubmodule);
    const filled = await fillSubmodules(git, { ...request, submodules, depth: 0 }, step);
    await checkLinks(source, [...entries, ...filled]);
    checkNames(filled, step);
  } catch (error) {
    await rm(source, { recursive: true, force: true });
    throw error;
  }
}

function checkNames(entries: readonly TreeEntry[], step: Step): void {
  const environmentFiles = entries.filter(({ path }) => isEnvironmentFile(path));
  if (environmentFiles.length > 0) {
    throw new UserError('unsafe_tree', `The repository has ${names(environmentFiles)} in it`, {
      hint: 'Take it out of git (git rm --cached .env), add it to .gitignore, set its values with "vpspilot secrets set", and change the passwords that were in it',
    });
  }
  const secrets = entries.filter(({ path }) => mayHoldSecret(path));
  if (secrets.length === 0) return;
  step.warn(
    'possible_secret',
    `${names(secrets)} will be readable by every user of the node: if it holds a secret, take it out of the repository`,
  );
}

async function checkLinks(directory: string, entries: readonly TreeEntry[]): Promise<void> {
  const links = new Map<string, string>();
  for (const { path } of entries.filter(isSymlink)) {
    links.set(path, await readlink(join(directory, path)));
  }
  const leaving = [...links.keys()].filter((path) => leavesTree(path, links));
  if (leaving.length === 0) return;
  const shown = leaving.map((path) => ({ path: `${path} -> ${links.get(path)}` }));
  throw new UserError('unsafe_tree', `Links lead out of the repository: ${names(shown)}`, {
    hint: 'Replace the link by the file itself, or declare a writable folder under "storage"',
  });
}

function names(entries: readonly { path: string }[]): string {
  const shown = entries.slice(0, listedNames).map(({ path }) => path);
  const more = entries.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
