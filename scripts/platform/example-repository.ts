import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandLine, runCommand } from '../../lib/run-command.ts';
import { pathExists } from './path-exists.ts';

/** A git repository of one's own with a copy of an example, to commit to as a user would. */
export interface ExampleRepository {
  readonly folder: string;
  /** Replaces text in a file; the text must be there. */
  edit(file: string, from: string | RegExp, to: string): Promise<void>;
  commit(message: string): Promise<void>;
  /** Back to what a revision had, as a new commit. */
  restore(revision: string, message: string): Promise<void>;
  head(): Promise<string>;
}

/** Opens the repository, or makes it from the example's folder. */
export async function openExampleRepository(
  example: string,
  folder: string,
): Promise<ExampleRepository> {
  const git = (...args: string[]): CommandLine => ['git', '-C', folder, ...args];
  const repository: ExampleRepository = {
    folder,
    async edit(file, from, to) {
      const path = join(folder, file);
      const text = await readFile(path, 'utf8');
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${file} does not contain ${from}`);
      await writeFile(path, changed);
    },
    async commit(message) {
      await runCommand(git('commit', '-q', '--allow-empty', '-a', '-m', message));
    },
    async restore(revision, message) {
      await runCommand(git('checkout', '-q', revision, '--', '.'));
      await repository.commit(message);
    },
    async head() {
      return (await runCommand(git('rev-parse', 'HEAD'))).stdout.trim();
    },
  };
  if (!(await pathExists(join(folder, '.git')))) await makeRepository(example, folder, git);
  return repository;
}

async function makeRepository(
  example: string,
  folder: string,
  git: (...args: string[]) => CommandLine,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(example, folder, {
    recursive: true,
    filter: (path) => !/\/(dist|node_modules)$/.test(path),
  });
  await runCommand(git('init', '-q', '--initial-branch=main'));
  // This repository's own, so that nobody's settings decide whether a commit works.
  await runCommand(git('config', 'user.name', 'vpspilot demo'));
  await runCommand(git('config', 'user.email', 'demo@localhost'));
  await runCommand(git('config', 'commit.gpgsign', 'false'));
  await runCommand(git('add', '--all'));
  await runCommand(git('commit', '-q', '-m', 'First version'));
}
