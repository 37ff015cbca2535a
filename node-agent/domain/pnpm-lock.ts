import { UserError } from '../../lib/user-error.ts';
import { type NodePlatform, suits } from './node-platform.ts';

export interface LockedPackage {
  name: string;
  version: string;
  integrity: string;
}

export interface PnpmLock {
  /** "9.0" */
  version: string;
  packages: LockedPackage[];
  /** Something in it is known to run a script when it is installed; pnpm 9 does not tell. */
  requiresBuild: boolean;
}

interface Entry {
  resolution?: {
    integrity?: string;
    tarball?: string;
    directory?: string;
    repo?: string;
    type?: string;
  };
  requiresBuild?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

/**
 * Reads a pnpm-lock.yaml of version 6 or 9, parsed.
 *
 * @throws UserError `lock_invalid` for other versions and for packages that come from no registry.
 */
export function readPnpmLock(document: unknown, platform: NodePlatform): PnpmLock {
  const { lockfileVersion, packages = {} } = asLock(document);
  const version = String(lockfileVersion);
  if (!/^(?:6|9)\./.test(version)) throw versionUnknown(version);
  const found = new Map<string, LockedPackage>();
  let requiresBuild = false;
  for (const [key, entry] of Object.entries(packages)) {
    const { name, version } = nameAndVersion(key);
    if (isInTree(entry) || !suits(entry, platform)) continue;
    const { integrity } = entry.resolution ?? {};
    if (integrity === undefined) throw notFromRegistry(key, entry);
    requiresBuild ||= entry.requiresBuild === true;
    found.set(`${name}@${version}`, { name, version, integrity });
  }
  return { version, packages: [...found.values()], requiresBuild };
}

/**
 * The lock without the addresses of tarballs that have a hash: pnpm would ask exactly there, and
 * not the registry that it is told. Undefined when there are none.
 */
export function withoutAddresses(text: string): string | undefined {
  const changed = text.replace(
    /(resolution: \{[^}\n]*?integrity: [^,}\n]+), tarball: https?:[^,}\n]+/g,
    '$1',
  );
  return changed === text ? undefined : changed;
}

interface Lock {
  lockfileVersion?: unknown;
  packages?: Record<string, Entry>;
}

function asLock(document: unknown): Lock {
  if (typeof document === 'object' && document !== null) return document as Lock;
  throw new UserError('lock_invalid', 'pnpm-lock.yaml is empty', {
    hint: 'Run pnpm install and commit it',
  });
}

/** "/@scope/name@1.0.0(peer@2.0.0)" of version 6, "@scope/name@1.0.0" of version 9. */
function nameAndVersion(key: string): { name: string; version: string } {
  const bare = key.replace(/^\//, '').replace(/\(.*$/, '');
  const at = bare.indexOf('@', 1);
  return { name: bare.slice(0, at), version: bare.slice(at + 1) };
}

function isInTree({ resolution }: Entry): boolean {
  return resolution?.type === 'directory' || resolution?.tarball?.startsWith('file:') === true;
}

function notFromRegistry(key: string, { resolution }: Entry): UserError {
  const from = resolution?.repo ?? resolution?.tarball;
  return new UserError(
    'lock_invalid',
    from === undefined
      ? `pnpm-lock.yaml has no hash for ${key}`
      : `${key} comes from ${from}; with pnpm, builds can only use packages of a registry`,
    {
      hint:
        from === undefined
          ? 'Run pnpm install and commit the lock file'
          : 'Use a published version, or put the package into the repository and refer to it with workspace: or file:',
    },
  );
}

function versionUnknown(version: string): UserError {
  return new UserError(
    'lock_invalid',
    `pnpm-lock.yaml has version ${version}; versions 6 and 9 can be used`,
    { hint: 'Run pnpm install with pnpm 8 or newer and commit the lock file' },
  );
}
