import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../lib/user-error.ts';
import { installsDevelopment, prefersSourceIn } from '../../domain/composer-commands.ts';
import { fillPattern, withoutGithubApi } from '../../domain/composer-dist.ts';
import {
  type ComposerLock,
  contentHashOf,
  type LockedArchive,
  parseComposerLock,
  prefersSource,
  requiredPackages,
} from '../../domain/composer-lock.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import { type ComposerAuth, composerAuth } from './composer-auth.ts';
import type { Ecosystem, EcosystemRequest, LockedSet } from './ecosystem.ts';
import { type FetchSettings, fetchFiles, integrityOf, type RemoteFile } from './fetch-file.ts';

type Settings = FetchSettings & Pick<AgentSettings, 'composerMirror'>;

const installCommands = ['composer install --no-dev --optimize-autoloader'];

const hints = {
  unauthorized:
    'Give its host a token with the secret COMPOSER_AUTH: {"http-basic": {"repo.example.org": {"username": "…", "password": "…"}}}, or {"github-oauth": {"github.com": "…"}}, which also lifts the limit that GitHub has for downloads without a name',
  missing:
    'The archive is gone, or the host wants a token to show it: run composer update for this package and commit composer.lock, or set the secret COMPOSER_AUTH',
};

/** Composer: the folder which `composer install` knows as its cache of downloaded archives. */
export function composerEcosystem(settings: Settings): Ecosystem {
  return {
    name: 'composer',
    version: 1,
    async read(request, step) {
      const { directory } = request.tree;
      const manifest = await readText(join(directory, 'composer.json'));
      if (manifest === undefined) return undefined;
      const lock = await readLock(request, manifest, step);
      return lockedSet(lock, request, settings);
    },
  };
}

function lockedSet(
  lock: Pick<ComposerLock, 'archives'>,
  request: EcosystemRequest,
  settings: Settings,
): LockedSet {
  const { archives } = lock;
  const key = archives
    .map(({ place, shasum }) => `${place} ${shasum}`)
    .sort()
    .join('\n');
  return {
    key,
    packages: archives.length,
    source: 'composer.lock',
    async fill(directory, step) {
      const auth = await composerAuth(request, step);
      const files = archives.map((archive) => remoteFile(archive, settings.composerMirror, auth));
      const plan = { ecosystem: 'composer', directory, hints };
      return (await fetchFiles(files, plan, settings, step)).fetched;
    },
    environment,
    setUp: () => setUp(createHash('sha256').update(key).digest('hex').slice(0, 32)),
    installCommands,
    needsCompiler: false,
  };
}

function environment(storePath: string): Record<string, string> {
  return {
    COMPOSER_CACHE_DIR: storePath,
    COMPOSER_CACHE_READ_ONLY: '1',
    COMPOSER_DISABLE_NETWORK: '1',
    COMPOSER_ALLOW_SUPERUSER: '1',
    COMPOSER_NO_INTERACTION: '1',
    COMPOSER_NO_AUDIT: '1',
    COMPOSER_FUND: '0',
    COMPOSER_HTACCESS_PROTECT: '0',
  };
}

/** Otherwise Composer gives the autoloader's class another name each time. */
function setUp(suffix: string): string[] {
  const config = JSON.stringify({ config: { 'autoloader-suffix': suffix } });
  return [
    'export COMPOSER_HOME="$HOME/.composer"',
    'mkdir -p "$COMPOSER_HOME"',
    `printf '%s\\n' ${shellWord(config)} > "$COMPOSER_HOME/config.json"`,
  ];
}

function remoteFile(archive: LockedArchive, mirror: string, auth: ComposerAuth): RemoteFile {
  const { name, version, shasum, place, isPublic } = archive;
  const named = mirror !== '' && isPublic ? fillPattern(mirror, archive) : archive.url;
  const label = `${name} ${version}`;
  if (!URL.canParse(named) || !/^https?:$/.test(new URL(named).protocol)) {
    throw new UserError('lock_invalid', `${label} comes from ${named}, which is no web address`, {
      hint: 'Put it into the repository and name it with a "path" repository',
    });
  }
  const headers = auth(named);
  const isKnown = Object.keys(headers).length > 0;
  return {
    label,
    url: isKnown ? named : withoutGithubApi(named),
    headers: { 'user-agent': 'vpspilot', ...headers },
    place,
    trust:
      shasum === ''
        ? { firstUse: `${label} ${withoutCredentials(named)}` }
        : { integrity: integrityOf('sha1', shasum) },
  };
}

function withoutCredentials(url: string): string {
  const address = new URL(url);
  address.username = '';
  address.password = '';
  return String(address);
}

async function readLock(
  { tree, config }: EcosystemRequest,
  manifest: string,
  step: Step,
): Promise<Pick<ComposerLock, 'archives'>> {
  const { require, dev } = requiredPackages(manifest);
  const file = join(tree.directory, 'composer.lock');
  const text = await readText(file);
  if (text === undefined) {
    if (require.length + dev.length === 0) return { archives: [] };
    throw lockMissing();
  }
  const { commands: own } = config.build;
  const commands = [...(own.length > 0 ? own : installCommands), config.test?.command ?? ''];
  const wantsDev = installsDevelopment(commands);
  const distOnly = prefersSource(manifest) || prefersSourceIn(commands);
  const lock = parseComposerLock(text, { dev: wantsDev, distOnly });
  if (lock.completed !== undefined) await writeFile(file, lock.completed);
  compare(lock, manifest, [...require, ...(wantsDev ? dev : [])], step);
  return lock;
}

/** Composer would stop at the first of these, in the middle of the build. */
function compare(
  lock: ComposerLock,
  manifest: string,
  required: readonly string[],
  step: Step,
): void {
  const missing = required.filter((name) => !lock.names.has(name.toLowerCase()));
  if (missing.length > 0) {
    throw new UserError(
      'lock_invalid',
      `composer.json asks for ${missing.join(', ')}, which composer.lock does not have`,
      { hint: `Run composer update ${missing.join(' ')} and commit composer.lock` },
    );
  }
  if (lock.contentHash === undefined || lock.contentHash === contentHashOf(manifest)) return;
  step.warn(
    'lock_outdated',
    'composer.lock was not made from this composer.json: run composer update --lock and commit it',
  );
}

function lockMissing(): UserError {
  return new UserError('lock_missing', 'There is a composer.json, but no composer.lock', {
    hint: 'Run composer install on your machine and commit composer.lock (it may stand in .gitignore): it says which versions are installed',
  });
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
