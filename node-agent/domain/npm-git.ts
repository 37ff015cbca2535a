import { UserError } from '../../lib/user-error.ts';

/** A package of a lock file that comes from a git repository. */
export interface GitPackage {
  /** Its place in the lock: "node_modules/tools". */
  path: string;
  name: string;
  /** Where to get it, in the order in which to try. */
  urls: readonly string[];
  commit: string;
}

/** The same package as a tarball that npm takes from its cache. */
export interface PackedGit {
  version: string;
  integrity: string;
}

interface Entry {
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages?: Record<string, Entry>;
}

/**
 * What a lock of version 2 or 3 takes from git.
 *
 * @throws UserError `lock_invalid` for an address without a whole commit id.
 */
export function gitPackages(text: string): GitPackage[] {
  const { packages = {} } = JSON.parse(text) as Lock;
  return Object.entries(packages).flatMap(([path, { name, resolved = '' }]) => {
    if (!/^git(?:[+:@])/.test(resolved)) return [];
    const folder = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const [, address = '', commit] = /^(?:git\+)?(.+?)#([0-9a-f]{40})$/.exec(resolved) ?? [];
    if (commit === undefined) throw noCommit(folder, resolved);
    return [{ path, name: name ?? folder, urls: addresses(address), commit }];
  });
}

/** npm writes the ssh address of public repositories too, for which a node need not have a key. */
function addresses(address: string): string[] {
  const [, host, repository] =
    /^ssh:\/\/git@(github\.com|gitlab\.com|bitbucket\.org)[/:](.+)$/.exec(address) ?? [];
  return host === undefined ? [address] : [`https://${host}/${repository}`, address];
}

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/**
 * A lock in which these packages come as tarballs of exact versions, and nobody asks for git.
 *
 * @returns its text, and for each package.json of the project ("" is the root) the versions to name
 *   there instead.
 */
export function withoutGit(
  text: string,
  packed: ReadonlyMap<string, PackedGit>,
  addressOf: (name: string, version: string) => string,
): { lock: string; manifests: Map<string, Record<string, string>> } {
  const lock = JSON.parse(text) as Lock;
  const packages = lock.packages ?? {};
  const manifests = new Map<string, Record<string, string>>();
  for (const [path, entry] of Object.entries(packages)) {
    const own = packed.get(path);
    if (own !== undefined) {
      const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13);
      Object.assign(entry, own, { resolved: addressOf(name, own.version) });
    }
    const changed = replaceVersions(path, entry, packed);
    const isManifest = !path.includes('node_modules/');
    if (isManifest && Object.keys(changed).length > 0) manifests.set(path, changed);
  }
  return { lock: `${JSON.stringify(lock, undefined, 2)}\n`, manifests };
}

function replaceVersions(
  path: string,
  entry: Entry,
  packed: ReadonlyMap<string, PackedGit>,
): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const group of groups) {
    const ranges = entry[group];
    if (ranges === undefined) continue;
    for (const name of Object.keys(ranges)) {
      const found = packed.get(nearest(path, name, packed) ?? '');
      if (found !== undefined) changed[name] = found.version;
    }
    entry[group] = named(ranges, changed);
  }
  return changed;
}

/** Node's own search: the nearest node_modules that has it. */
function nearest(
  path: string,
  name: string,
  packed: ReadonlyMap<string, PackedGit>,
): string | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const candidate = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packed.has(candidate)) return candidate;
    if (at === '') return undefined;
  }
}

function named(
  group: Record<string, string>,
  versions: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(group).map(([name, range]) => [name, versions[name] ?? range]),
  );
}

/** A package.json that names these versions. */
export function manifestWith(text: string, versions: Readonly<Record<string, string>>): string {
  const manifest = JSON.parse(text) as Entry;
  for (const group of groups) {
    const own = manifest[group];
    if (own !== undefined) manifest[group] = named(own, versions);
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function noCommit(name: string, resolved: string): UserError {
  return new UserError(
    'lock_invalid',
    `${name} comes from git, but the lock file names no whole commit of it: ${resolved.replace(/\/\/[^/@]*:[^/@]*@/, '//')}`,
    { hint: 'Run npm install again and commit the lock file, or use a published version' },
  );
}
