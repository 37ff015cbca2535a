import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A real repository on disk that a test writes to. */
export function gitRepository(directory: string) {
  mkdirSync(directory, { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', directory, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...identity },
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    directory,
    git,
    write(file: string, text: string | Uint8Array) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    },
    link(file: string, target: string) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      symlinkSync(target, join(directory, file));
    },
    remove: (file: string) => rmSync(join(directory, file), { recursive: true }),
    /** Commits everything and returns the commit's id. */
    commit(message = 'change'): string {
      git('add', '--all', '--force');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** Nothing of the machine's own git settings takes part. */
const identity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_ALLOW_PROTOCOL: 'file',
};
