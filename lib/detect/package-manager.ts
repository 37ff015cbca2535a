import type { Draft } from './draft.ts';
import { jsonOf, keysAt, textAt } from './json-file.ts';
import type { SourceFiles } from './source-files.ts';

export interface PackageManager {
  name: 'npm' | 'pnpm' | 'yarn';
  install: string;
  /** File that decided. */
  because: string;
}

const npm: PackageManager = { name: 'npm', install: 'npm ci', because: 'package-lock.json' };

/** By the lock file; where there are several, by package.json's packageManager. */
export function packageManager(files: SourceFiles): PackageManager | undefined {
  const found = [
    hasFile(files, 'package-lock.json') ? npm : undefined,
    hasFile(files, 'npm-shrinkwrap.json') ? { ...npm, because: 'npm-shrinkwrap.json' } : undefined,
    hasFile(files, 'pnpm-lock.yaml')
      ? { name: 'pnpm', install: 'pnpm install --frozen-lockfile', because: 'pnpm-lock.yaml' }
      : undefined,
    hasFile(files, 'yarn.lock')
      ? { name: 'yarn', install: yarnInstall(files), because: 'yarn.lock' }
      : undefined,
  ].filter((one) => one !== undefined) as PackageManager[];
  const wanted = textAt(jsonOf(files, 'package.json'), 'packageManager')?.split('@')[0];
  return found.find(({ name }) => name === wanted) ?? found[0];
}

/** Also when it is too large to be read. */
export function hasFile(files: SourceFiles, path: string): boolean {
  const folder = path.includes('/') ? path.replace(/\/[^/]*$/, '') : '';
  return files.list(folder).includes(path.split('/').at(-1) ?? '');
}

function yarnInstall(files: SourceFiles): string {
  const isBerry =
    hasFile(files, '.yarnrc.yml') || /^__metadata:/m.test(files.read('yarn.lock') ?? '');
  return isBerry ? 'yarn install --immutable' : 'yarn install --frozen-lockfile';
}

/** Installs the JavaScript dependencies, or says why they cannot be. Returns what runs scripts. */
export function addInstall(draft: Draft, files: SourceFiles): PackageManager['name'] {
  const manager = packageManager(files);
  if (manager !== undefined) {
    draft.build(manager.install, manager.because);
    return manager.name;
  }
  const manifest = jsonOf(files, 'package.json');
  const needed = ['dependencies', 'devDependencies'].flatMap((key) => keysAt(manifest, key));
  if (hasFile(files, 'bun.lock') || hasFile(files, 'bun.lockb')) {
    draft.warn(
      'bun.lock is not understood: run "npm install --package-lock-only" and commit package-lock.json',
    );
  } else if (needed.length > 0) {
    draft.warn(
      'There is no lock file: run "npm install --package-lock-only" and commit package-lock.json',
    );
  }
  if (needed.length > 0) draft.build('npm ci', 'package.json has dependencies');
  return 'npm';
}

/** Builds the JavaScript part of a project of another language. */
export function addAssetBuild(draft: Draft, files: SourceFiles): void {
  const scripts = keysAt(jsonOf(files, 'package.json'), 'scripts');
  if (!scripts.includes('build')) return;
  const manager = addInstall(draft, files);
  draft.build(`${manager} run build`, 'package.json has the script build');
}
