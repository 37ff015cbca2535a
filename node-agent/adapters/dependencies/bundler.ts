import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import process from 'node:process';
import { UserError } from '../../../lib/user-error.ts';
import { gemLibraries } from '../../domain/gem-libraries.ts';
import {
  fullName,
  type GemfileLock,
  gemsForMachine,
  type LockedGem,
  parseGemfileLock,
} from '../../domain/gemfile-lock.ts';
import type { Step } from '../../ports.ts';
import type { Ecosystem, EcosystemRequest } from './ecosystem.ts';
import { type FetchSettings, fetchFiles } from './fetch-file.ts';
import { type GemSettings, gemHints, gemSource } from './gem-source.ts';
import { registrySecrets } from './registry-secrets.ts';

type Settings = FetchSettings & GemSettings;

/** As Ruby calls them. */
const cpus: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/** Bundler: a folder of .gem files, which `bundle install` takes for what `bundle cache` leaves. */
export function bundlerEcosystem(settings: Settings): Ecosystem {
  return {
    name: 'bundler',
    version: 1,
    async read(request) {
      const { directory } = request.tree;
      if (!['Gemfile', 'gems.rb'].some((file) => existsSync(join(directory, file)))) {
        return undefined;
      }
      const { file, lock } = await readLock(directory);
      refuseForeign(lock, file);
      const gems = gemsForMachine(lock.gems, cpus[process.arch] ?? process.arch);
      return {
        key: gems.map((gem) => `${gem.remote} ${fullName(gem)} ${gem.sha256 ?? ''}`).join('\n'),
        packages: new Set(gems.map(({ name }) => name)).size,
        source: file,
        fill: (target, step) => fill(target, gems, request, settings, step),
        environment: (storePath) => ({ BUNDLE_CACHE_PATH: storePath, BUNDLE_FROZEN: 'true' }),
        setUp: () => (lock.bundledWith === undefined ? [] : [ownBundler]),
        installCommands: ['bundle install'],
        // Whether a gem has C in it stands in the gem only; nearly every set of gems has one.
        needsCompiler: gems.length > 0,
        libraries: gemLibraries(gems.map(({ name }) => name)),
      };
    },
  };
}

/** Otherwise Bundler would look for the version that wrote the lock. */
const ownBundler =
  'export BUNDLER_VERSION="$(ruby -rbundler/version -e \'print Bundler::VERSION\')"';

async function readLock(directory: string): Promise<{ file: string; lock: GemfileLock }> {
  const file = existsSync(join(directory, 'Gemfile')) ? 'Gemfile.lock' : 'gems.locked';
  if (!existsSync(join(directory, file))) {
    throw new UserError('lock_missing', `There is a Gemfile, but no ${file}`, {
      hint: `Run bundle install on your machine and commit ${file}`,
    });
  }
  return { file, lock: parseGemfileLock(await readFile(join(directory, file), 'utf8')) };
}

function refuseForeign({ git, paths }: GemfileLock, file: string): void {
  const [fromGit] = git;
  if (fromGit !== undefined) {
    throw new UserError(
      'lock_invalid',
      `${file} takes a gem from git: ${withoutLogin(fromGit.remote)}`,
      {
        hint: 'Use a published version of it, or copy it into the repository and name its folder: gem "name", path: "vendor/gems/name"',
      },
    );
  }
  const outside = paths.find((path) => path.startsWith('/') || normalize(path).startsWith('..'));
  if (outside !== undefined) {
    throw new UserError(
      'lock_invalid',
      `${file} names ${outside}, which is not in the repository`,
      {
        hint: 'Put that gem into the repository, or use a published version of it',
      },
    );
  }
}

async function fill(
  directory: string,
  gems: readonly LockedGem[],
  request: EcosystemRequest,
  settings: Settings,
  step: Step,
): Promise<number> {
  const source = gemSource(settings, await registrySecrets(request), step.signal);
  const plan = { ecosystem: 'bundler', directory, hints: gemHints };
  const files = gems.map((gem) => source.file(gem));
  return (await fetchFiles(files, plan, settings, step)).fetched;
}

function withoutLogin(remote: string): string {
  return remote.replace(/\/\/[^/@]*@/, '//');
}
