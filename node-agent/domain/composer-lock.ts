import { createHash } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import { cachePlace, distUrl, isPattern, sourceArchive } from './composer-dist.ts';

/** An archive that Composer takes from its cache. */
export interface LockedArchive {
  name: string;
  version: string;
  /** Where the lock says it is, as Composer itself would ask for it. */
  url: string;
  reference: string;
  /** "zip", "tar", … */
  type: string;
  /** SHA-1 in hex; empty where the lock has none, as for all archives that GitHub makes. */
  shasum: string;
  /** Path in Composer's cache of files. */
  place: string;
  /** Comes from the public registry. */
  isPublic: boolean;
}

export interface ComposerLock {
  archives: LockedArchive[];
  /** The lock with one address for every package; undefined when it is so already. */
  completed: string | undefined;
  contentHash: string | undefined;
  /** Names of everything that is locked, in lower case, also by another package's `replace` and `provide`. */
  names: ReadonlySet<string>;
}

interface Dist {
  type?: string;
  url?: string;
  reference?: string | null;
  shasum?: string | null;
  mirrors?: unknown;
}

interface Package {
  name?: string;
  version?: string;
  type?: string;
  dist?: Dist | null;
  source?: { type?: string; url?: string; reference?: string } | null;
  replace?: Record<string, string>;
  provide?: Record<string, string>;
  'notification-url'?: string;
}

interface Lock {
  packages?: Package[];
  'packages-dev'?: Package[] | null;
  'content-hash'?: string;
}

const publicRegistry = /^https:\/\/(?:[\w.-]+\.)?packagist\.org\//;

/**
 * Reads composer.lock.
 *
 * @param options.dev the packages of require-dev are wanted as well.
 * @param options.distOnly Composer must not find an address of a git repository.
 * @throws UserError `lock_invalid` naming the package which comes from nowhere that can be used.
 */
export function parseComposerLock(
  text: string,
  { dev, distOnly }: { dev: boolean; distOnly: boolean },
): ComposerLock {
  const lock = parseJson(text, 'composer.lock') as Lock;
  const wanted = [...listOf(lock.packages), ...(dev ? listOf(lock['packages-dev']) : [])];
  let isCompleted = false;
  const archives = wanted.flatMap((entry): LockedArchive[] => {
    const before = JSON.stringify(entry);
    const archive = archiveOf(entry);
    if (archive !== undefined && distOnly) delete entry.source;
    isCompleted ||= JSON.stringify(entry) !== before;
    return archive === undefined ? [] : [archive];
  });
  return {
    archives,
    completed: isCompleted ? `${JSON.stringify(lock, undefined, 4)}\n` : undefined,
    contentHash: lock['content-hash'],
    names: namesIn([...listOf(lock.packages), ...listOf(lock['packages-dev'])]),
  };
}

function listOf(packages: Package[] | null | undefined): Package[] {
  return Array.isArray(packages) ? packages : [];
}

function namesIn(packages: readonly Package[]): Set<string> {
  const names = packages.flatMap(({ name = '', replace, provide }) => [
    name,
    ...Object.keys(replace ?? {}),
    ...Object.keys(provide ?? {}),
  ]);
  return new Set(names.map((name) => name.toLowerCase()));
}

/** What must be fetched for a package; undefined for those that are in the tree or hold nothing. */
function archiveOf(entry: Package): LockedArchive | undefined {
  const { name = '', version = '' } = entry;
  if (!/^[\w.-]+\/[\w.-]+$/.test(name) || name.split('/').includes('..')) {
    throw new UserError(
      'lock_invalid',
      `composer.lock has a package named "${name.slice(0, 100)}"`,
    );
  }
  if (entry.type === 'metapackage') return undefined;
  const dist = completeDist(entry);
  if (dist.type === 'path') {
    refuseOutside(name, dist.url);
    return undefined;
  }
  const { type, url, reference } = dist;
  return {
    name,
    version,
    type,
    url,
    reference,
    shasum: entry.dist?.shasum ?? '',
    place: cachePlace(name, url, type),
    isPublic: publicRegistry.test(entry['notification-url'] ?? ''),
  };
}

/** The one place a package comes from, written into the entry where it was something else. */
function completeDist(entry: Package): { type: string; url: string; reference: string } {
  const { name = '', version = '', source } = entry;
  entry.dist ??= sourceArchive(source ?? {}) ?? null;
  const { dist } = entry;
  if (dist?.url === undefined || dist.type === undefined || !/^[a-z]{1,8}$/.test(dist.type)) {
    throw new UserError(
      'lock_invalid',
      `${name} ${version} comes from ${source?.url ?? 'nowhere'} without an archive, and builds have no network to clone it`,
      {
        hint: 'Take it from a repository that offers archives (Packagist, GitHub, GitLab.com, Bitbucket), or put it into your repository and name it with a "path" repository',
      },
    );
  }
  // Composer would try these first, under other names in its cache.
  delete dist.mirrors;
  const reference = dist.reference ?? '';
  const url = distUrl(dist.url, { name, version, reference, type: dist.type });
  if (isPattern(dist.url)) dist.url = url;
  return { type: dist.type, url, reference };
}

function refuseOutside(name: string, path = ''): void {
  const depth = path.split('/').reduce((level, part) => {
    if (level < 0 || part === '' || part === '.') return level;
    return part === '..' ? level - 1 : level + 1;
  }, 0);
  if (!path.startsWith('/') && depth >= 0) return;
  throw new UserError('lock_invalid', `${name} comes from ${path}, outside the repository`, {
    hint: 'A "path" repository must name a folder of the same repository, such as "packages/*"',
  });
}

const relevantKeys = [
  'conflict',
  'extra',
  'minimum-stability',
  'name',
  'prefer-stable',
  'provide',
  'replace',
  'repositories',
  'require',
  'require-dev',
  'version',
];

/** What Composer writes as content-hash into the lock of a composer.json. */
export function contentHashOf(manifest: string): string {
  const json = parseJson(manifest, 'composer.json');
  const { platform } = objectOf(json['config']);
  const relevant: [string, unknown][] = relevantKeys
    .filter((key) => key in json)
    .map((key) => [key, json[key]]);
  if (platform !== undefined && platform !== null) relevant.push(['config', { platform }]);
  relevant.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('md5')
    .update(phpJson(Object.fromEntries(relevant)))
    .digest('hex');
}

/** JSON as PHP writes it: no object is empty, slashes and everything beyond ASCII are escaped. */
function phpJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(phpJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const isList = entries.every(([key], index) => key === String(index));
    if (isList) return phpJson(entries.map(([, item]) => item));
    return `{${entries.map(([key, item]) => `${phpJson(key)}:${phpJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Packages which a composer.json asks for by name, without PHP itself and its extensions. */
export function requiredPackages(manifest: string): { require: string[]; dev: string[] } {
  const json = parseJson(manifest, 'composer.json');
  const named = (key: string) =>
    Object.keys(objectOf(json[key])).filter((name) => name.includes('/'));
  return { require: named('require'), dev: named('require-dev') };
}

/** How Composer is told to install where both an archive and a repository are known. */
export function prefersSource(manifest: string): boolean {
  const preferred = objectOf(parseJson(manifest, 'composer.json')['config'])['preferred-install'];
  return preferred !== undefined && preferred !== 'dist';
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parseJson(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new UserError('lock_invalid', `${file} is not valid JSON`, {
    hint: 'Run composer update --lock and commit the result; a merge may have left conflict markers in it',
  });
}
