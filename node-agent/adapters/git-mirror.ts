import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitCheckOut, gitInit, gitListTree } from '../commands/git.ts';
import { parseTree, type TreeEntry } from '../domain/tree-rules.ts';
import type { GitRunner } from './git-runner.ts';

/** Makes the mirror when there is none. */
export async function prepareMirror(git: GitRunner, mirror: string, signal: AbortSignal) {
  if (existsSync(join(mirror, 'HEAD'))) return;
  await mkdir(dirname(mirror), { recursive: true });
  await git.run(gitInit(mirror), signal);
}

/** Takes away the locks that a killed git left behind: nobody but this deployment works in the mirror. */
export async function removeStaleLocks(mirror: string): Promise<void> {
  const refs = await readdir(join(mirror, 'refs'), { recursive: true });
  const locks = refs.filter((file) => file.endsWith('.lock')).map((file) => join('refs', file));
  for (const lock of ['shallow.lock', 'packed-refs.lock', 'config.lock', ...locks]) {
    await rm(join(mirror, lock), { force: true });
  }
}

/** Every entry of a commit's tree, submodules not followed. */
export async function listTree(
  git: GitRunner,
  mirror: string,
  commit: string,
  signal: AbortSignal,
): Promise<TreeEntry[]> {
  return parseTree(await git.run(gitListTree(mirror, commit), signal));
}

/** Writes all files of a commit into `directory`, through an index of its own. */
export async function checkOut(
  git: GitRunner,
  mirror: string,
  commit: string,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const indexFile = join(dirname(mirror), `.index-${process.pid}`);
  try {
    await git.run(gitCheckOut(mirror, commit, directory), signal, { indexFile });
  } finally {
    await rm(indexFile, { force: true });
    await rm(`${indexFile}.lock`, { force: true });
  }
}
