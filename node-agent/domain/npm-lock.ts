import { UserError } from '../../lib/user-error.ts';
import { type NodePlatform, suits } from './node-platform.ts';

/** A package of a lock file which comes as a tarball. */
export interface LockedTarball {
  name: string;
  version: string;
  /** One or more hashes in the form of Subresource Integrity. */
  integrity: string;
  /** Where the lock says it is; undefined in locks written without addresses. */
  resolved: string | undefined;
}

export interface NpmLock {
  /** Once per content, for this platform only. */
  tarballs: LockedTarball[];
  /** The lock with an address for every package: npm takes a package from its cache only then. Undefined when it has them all. */
  completed: string | undefined;
  /** Some package runs a script when it is installed, which may want to compile. */
  hasInstallScripts: boolean;
}

interface Entry {
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
  bundled?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dependencies?: Record<string, Entry>;
}

/** npm looks its cache up by hash, so the host only has to be one that nobody can answer for. */
export const nowhere = 'https://npm.invalid/';

/**
 * Reads package-lock.json or npm-shrinkwrap.json of versions 1 to 3.
 *
 * @throws UserError `lock_invalid` naming the package: no hash, a git dependency, not JSON.
 */
export function parseNpmLock(text: string, platform: NodePlatform): NpmLock {
  const lock = parseJson(text);
  const tarballs = new Map<string, LockedTarball>();
  let isCompleted = false;
  let hasInstallScripts = false;
  for (const [name, entry] of entriesOf(lock)) {
    if (!isTarball(name, entry) || !suits(entry, platform)) continue;
    const { integrity = '', version = '' } = entry;
    // Version 1 does not tell.
    hasInstallScripts ||= entry.hasInstallScript ?? lock.packages === undefined;
    tarballs.set(integrity, { name, version, integrity, resolved: entry.resolved });
    if (entry.resolved !== undefined) continue;
    entry.resolved = registryPath(nowhere, name, version);
    isCompleted = true;
  }
  return {
    tarballs: [...tarballs.values()],
    completed: isCompleted ? `${JSON.stringify(lock, undefined, 2)}\n` : undefined,
    hasInstallScripts,
  };
}

/** Address of a package's tarball in a registry; `registry` ends with a slash. */
export function registryPath(registry: string, name: string, version: string): string {
  const bare = name.slice(name.indexOf('/') + 1);
  return `${registry}${name}/-/${bare}-${version}.tgz`;
}

/**
 * Where to fetch a package: from the registry that this node uses, whatever host the lock names.
 * Tarballs that come from no registry keep their own address.
 */
export function tarballUrl(
  tarball: Pick<LockedTarball, 'name' | 'version' | 'resolved'>,
  registry: string,
): string {
  const { resolved, name, version } = tarball;
  if (resolved === undefined) return registryPath(registry, name, version);
  const [, file] = /^https?:\/\/.+\/-\/([^/?#]+)$/.exec(resolved) ?? [];
  return file === undefined ? resolved : `${registry}${name}/-/${file}`;
}

/** Whether a lock lacks the programs and dependencies of its packages, as those of npm 6 do. */
export function isOldLock(text: string): boolean {
  const { packages, dependencies } = parseJson(text);
  return packages === undefined && dependencies !== undefined;
}

/** Whether a package.json asks for anything that must be installed. */
export function hasDependencies(manifest: string): boolean {
  const json = parseJson(manifest, 'package.json') as Record<string, unknown>;
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'workspaces'];
  return groups.some((group) => Object.keys(json[group] ?? {}).length > 0);
}

interface Lock {
  packages?: Record<string, Entry>;
  dependencies?: Record<string, Entry>;
}

function parseJson(text: string, file = 'The lock file'): Lock {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Lock;
  } catch {
    // Told below.
  }
  throw new UserError('lock_invalid', `${file} is not valid JSON`, {
    hint: 'Run npm install and commit the result; a merge may have left conflict markers in it',
  });
}

/** Every package with the name it has in the registry, which differs from its folder for aliases. */
function* entriesOf(lock: Lock): Generator<[string, Entry]> {
  if (lock.packages === undefined) {
    yield* nested(lock.dependencies ?? {});
    return;
  }
  for (const [path, entry] of Object.entries(lock.packages)) {
    // Without node_modules in its path it is the project itself or one of its workspaces.
    const at = path.lastIndexOf('node_modules/');
    if (at >= 0) yield [entry.name ?? path.slice(at + 'node_modules/'.length), entry];
  }
}

function* nested(dependencies: Record<string, Entry>): Generator<[string, Entry]> {
  for (const [folder, entry] of Object.entries(dependencies)) {
    const [, name, version] = /^npm:(.+)@([^@]+)$/.exec(entry.version ?? '') ?? [];
    if (name !== undefined && version !== undefined) entry.version = version;
    yield [name ?? folder, entry];
    yield* nested(entry.dependencies ?? {});
  }
}

function isTarball(name: string, entry: Entry): boolean {
  if (entry.link === true || entry.inBundle === true || entry.bundled === true) return false;
  const from = entry.resolved ?? entry.version ?? '';
  // In the tree already: npm takes it from there.
  if (from.startsWith('file:')) return false;
  if (/^(?:git[+:@]|github:|[\w-]+\/[\w.-]+#)/.test(from)) {
    throw new UserError(
      'lock_invalid',
      `${name} comes from git (${from}), of which the lock file names no commit`,
      {
        hint: 'Run npm install with npm 7 or newer and commit the lock file',
      },
    );
  }
  if (entry.integrity === undefined) {
    throw new UserError(
      'lock_invalid',
      `The lock file has no hash for ${name} ${entry.version ?? ''}`,
      {
        hint: 'Remove node_modules and package-lock.json, run npm install and commit the new lock file',
      },
    );
  }
  return true;
}
