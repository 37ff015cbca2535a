import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { tryCommand } from '../../../lib/run-command.ts';
import { UserError } from '../../../lib/user-error.ts';
import type { Step } from '../../ports.ts';
import { npmCommand } from '../npm-program.ts';

const timeoutMs = 5 * 60_000;

/**
 * Writes a lock file into a tree that has none, or one of npm 6, which lacks what an installation
 * without network needs. Locked versions are kept. Runs nothing of the project: npm only reads
 * manifests. The same files get the same lock as before on this node.
 *
 * @returns the lock file's name.
 * @throws UserError `dependency_fetch_failed` with what npm said.
 */
export async function makeLock(
  tree: string,
  { cache, registry }: { cache: string; registry: string },
  step: Step,
): Promise<string> {
  const file = existsSync(join(tree, 'npm-shrinkwrap.json'))
    ? 'npm-shrinkwrap.json'
    : 'package-lock.json';
  const target = join(tree, file);
  const kept = join(cache, 'locks', `${await digestOf([join(tree, 'package.json'), target])}.json`);
  if (existsSync(kept)) {
    await copyFile(kept, target);
    return file;
  }
  await mkdir(dirname(kept), { recursive: true });
  const scratch = await mkdtemp(join(cache, 'resolve-'));
  try {
    const filter = (path: string) => decides(relative(tree, path));
    await cp(tree, scratch, { recursive: true, filter });
    await runNpm(scratch, registry, step);
    await rename(join(scratch, file), kept);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await copyFile(kept, target);
  return file;
}

async function digestOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(existsSync(file) ? await readFile(file) : '');
  return hash.digest('hex');
}

const manifests = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'];

/** Folders, manifests of workspaces, and packages that a manifest may refer to by file. */
function decides(path: string): boolean {
  if (/(?:^|\/)node_modules(?:\/|$)/.test(path)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.includes('.') || manifests.includes(name) || name.endsWith('.tgz');
}

async function runNpm(directory: string, registry: string, step: Step): Promise<void> {
  const command = [
    ...npmCommand(),
    'install',
    '--package-lock-only',
    '--lockfile-version=3',
    '--ignore-scripts',
    // npm would build some of them, with network: the lock of npm 7 names commits for us to fetch.
    '--allow-git=none',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    ...(registry === '' ? [] : [`--registry=${registry}`]),
  ] as const;
  const result = await tryCommand(command, { cwd: directory, signal: step.signal, timeoutMs });
  if (result.exitCode === 0) return;
  const said = result.stderr.split('\n').filter((line) => /^npm (?:ERR!|error)/i.test(line));
  throw new UserError(
    'dependency_fetch_failed',
    `npm could not choose versions: ${said.slice(0, 5).join('\n')}`,
    { hint: 'Run npm install on your machine and commit package-lock.json' },
  );
}
