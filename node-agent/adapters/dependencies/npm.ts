import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../lib/user-error.ts';
import { javascriptEnvironment } from '../../domain/javascript-environment.ts';
import {
  hasDependencies,
  isOldLock,
  type NpmLock,
  nowhere,
  parseNpmLock,
  registryPath,
} from '../../domain/npm-lock.ts';
import { mayInstallWith } from '../../domain/package-manager.ts';
import type { SourceTree, Step } from '../../ports.ts';
import type { Ecosystem } from './ecosystem.ts';
import type { EcosystemSettings } from './families.ts';
import { contentPlace } from './fetch-file.ts';
import { packGitPackages } from './npm-git.ts';
import { makeLock } from './npm-lock-maker.ts';
import { fetchPackages, textIn } from './npm-packages.ts';
import { projectNpmrc, secretsIn } from './npm-registry.ts';

/** Both are the same format; npm prefers the first. */
const lockFiles = ['npm-shrinkwrap.json', 'package-lock.json'];

const platform = { os: 'linux', cpu: process.arch, libc: 'glibc' };

/** npm: a content cache with nothing but tarballs, which `npm ci` and `npm install` read by hash. */
export function npmEcosystem(settings: EcosystemSettings): Ecosystem {
  const cache = join(settings.root, 'cache/npm');
  return {
    name: 'npm',
    version: 1,
    async read(request, step) {
      const { tree } = request;
      const manifest = await textIn(tree.directory, 'package.json');
      if (manifest === undefined || !hasDependencies(manifest)) return undefined;
      if (!mayInstallWith('npm', request.config.build.commands)) return undefined;
      const { file, source } = await lockOf(tree, cache, settings, step);
      const addressOf = (name: string, version: string) => registryPath(nowhere, name, version);
      await packGitPackages({ directory: tree.directory, file, addressOf }, settings, step);
      const lock = await readLock(join(tree.directory, file));
      const own = await projectNpmrc(tree.directory);
      return {
        key: [...lock.tarballs.map(({ integrity }) => integrity)].sort().join('\n'),
        packages: lock.tarballs.length,
        source,
        registrySecrets: secretsIn(own),
        fill: (directory, running) =>
          fetchPackages(
            lock.tarballs,
            { directory, placeOf: cachePlace, own },
            request,
            settings,
            running,
          ),
        environment,
        installCommands: ['npm ci'],
        needsCompiler: lock.hasInstallScripts,
      };
    },
  };
}

function cachePlace({ integrity = '' }: { integrity?: string | undefined }): string {
  return join('_cacache', contentPlace(integrity));
}

function environment(storePath: string): Record<string, string> {
  return {
    ...javascriptEnvironment,
    npm_config_cache: storePath,
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_progress: 'false',
    npm_config_update_notifier: 'false',
    // npm would write its logs into the cache, which is read-only.
    npm_config_logs_max: '0',
  };
}

/** Reads the lock and writes addresses into the tree's copy where they are missing. */
async function readLock(file: string): Promise<NpmLock> {
  const lock = parseNpmLock(await readFile(file, 'utf8'), platform);
  if (lock.completed !== undefined) await writeFile(file, lock.completed);
  return lock;
}

/** Name of the tree's lock file, made where there is none that will do. */
async function lockOf(
  tree: SourceTree,
  cache: string,
  settings: EcosystemSettings,
  step: Step,
): Promise<{ file: string; source: string }> {
  const found = lockFiles.find((file) => existsSync(join(tree.directory, file)));
  const make = () => makeLock(tree.directory, { cache, registry: settings.npmRegistry }, step);
  if (found === undefined) {
    refuseOthers(tree);
    step.warn(
      'lock_missing',
      'There is no package-lock.json, so versions were chosen now: commit one to get the same versions each time',
    );
    return { file: await make(), source: 'a lock file made now' };
  }
  if (isOldLock(await readFile(join(tree.directory, found), 'utf8'))) {
    step.output(`${found} was written by npm 6: completing it for this build`);
    return { file: await make(), source: found };
  }
  return { file: found, source: found };
}

function refuseOthers({ directory }: SourceTree): void {
  const other = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'].find((file) =>
    existsSync(join(directory, file)),
  );
  if (other === undefined) return;
  throw new UserError(
    'lock_invalid',
    other.startsWith('bun')
      ? `The project is locked by ${other}; packages of bun cannot be used yet`
      : `The project is locked by ${other}, but build.commands install with npm`,
    {
      hint: 'Run npm install and commit package-lock.json, or use pnpm or yarn with their own lock files and commands',
    },
  );
}
