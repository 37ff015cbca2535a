import { UserError } from '../../lib/user-error.ts';

export interface YarnPackage {
  name: string;
  version: string;
  /** Missing in locks of berry, whose checksums are of its own archives. */
  integrity: string | undefined;
  /** Where the lock says it is; berry's says nothing. */
  resolved: string | undefined;
}

/** Whether a yarn.lock was written by yarn 2 or newer. */
export function isBerryLock(text: string): boolean {
  return /^__metadata:/m.test(text);
}

/**
 * Reads a yarn.lock of yarn 1.
 *
 * @throws UserError `lock_invalid` for packages without a hash and those that come from no registry.
 */
export function parseYarn1Lock(text: string): YarnPackage[] {
  const found = new Map<string, YarnPackage>();
  for (const block of text.split(/\n(?=\S)/)) {
    const entry = parseBlock(block);
    if (entry !== undefined) found.set(`${entry.name}@${entry.version}`, entry);
  }
  return [...found.values()];
}

function parseBlock(block: string): YarnPackage | undefined {
  const head = /^"?([^\s#"][^:]*?@.*?)"?(?:,.*)?:$/m.exec(block)?.[1];
  const version = field(block, 'version');
  const resolved = field(block, 'resolved');
  // What has no address is in the tree: link:, file: of a folder, a workspace.
  if (head === undefined || version === undefined || resolved === undefined) return undefined;
  if (!/^https?:/.test(resolved) || !/\.t(?:ar\.)?gz(?:#|$)/.test(resolved)) {
    if (resolved.startsWith('file:')) return undefined;
    throw notFromRegistry(head, resolved);
  }
  const [, fragment] = /#([0-9a-f]{40})$/.exec(resolved) ?? [];
  const integrity =
    field(block, 'integrity') ??
    (fragment && `sha1-${Buffer.from(fragment, 'hex').toString('base64')}`);
  if (integrity === undefined) {
    throw new UserError('lock_invalid', `yarn.lock has no hash for ${head}`, {
      hint: 'Run yarn install and commit the lock file',
    });
  }
  return { name: nameOf(head), version, integrity, resolved: resolved.replace(/#.*$/, '') };
}

function field(block: string, name: string): string | undefined {
  return new RegExp(`^  ${name} "?([^"\\n]+)"?$`, 'm').exec(block)?.[1];
}

/** "my-ms@npm:ms@2.0.0" is the package ms. */
function nameOf(descriptor: string): string {
  const [, alias] = /^(?:@[^/]+\/)?[^@]+@npm:((?:@[^/]+\/)?[^@]+)@/.exec(descriptor) ?? [];
  return alias ?? descriptor.slice(0, descriptor.indexOf('@', 1));
}

/** Where yarn 1 looks for a tarball in its offline mirror. */
export function offlineMirrorName(resolved: string): string {
  const path = decodeURIComponent(new URL(resolved).pathname);
  const [, scope, file] =
    /\/(?:(@[^/]+)\/)?[^/]+\/(?:-|_attachments)\/(?:@[^/]+\/)?([^/]+)$/.exec(path) ?? [];
  const base = file ?? path.slice(path.lastIndexOf('/') + 1);
  return scope === undefined ? base : `${scope}-${base}`;
}

interface BerryEntry {
  version?: unknown;
  resolution?: string;
}

/**
 * Reads a yarn.lock of yarn 2 and newer, parsed.
 *
 * @throws UserError `lock_invalid` for packages that come from no registry.
 */
export function readBerryLock(document: unknown): { version: number; packages: YarnPackage[] } {
  const { __metadata, ...entries } = (document ?? {}) as Record<string, BerryEntry>;
  const packages = new Map<string, YarnPackage>();
  for (const [key, { resolution = '' }] of Object.entries(entries)) {
    const one = berryPackage(key, resolution);
    if (one !== undefined) packages.set(`${one.name}@${one.version}`, one);
  }
  return { version: Number(__metadata?.version), packages: [...packages.values()] };
}

/** "ms@npm:2.1.2", with "::__archiveUrl=…" behind it where the registry has it in an unusual place. */
function berryPackage(key: string, resolution: string): YarnPackage | undefined {
  const [, name = '', protocol = '', rest = ''] =
    /^((?:@[^/]+\/)?[^@]+)@([a-z+]+):(.*)$/.exec(resolution) ?? [];
  if (inTree.has(protocol)) return undefined;
  if (protocol !== 'npm') throw notFromRegistry(name || key, resolution);
  const given = /::__archiveUrl=([^&]+)/.exec(rest)?.[1];
  const resolved = given === undefined ? undefined : decodeURIComponent(given);
  return { name, version: rest.replace(/::.*$/, ''), integrity: undefined, resolved };
}

/** Taken from the tree, or made from another entry. */
const inTree = new Set(['workspace', 'patch', 'portal', 'link', 'file', 'virtual', 'exec']);

function notFromRegistry(name: string, from: string): UserError {
  return new UserError(
    'lock_invalid',
    `${name} comes from ${from.replace(/\/\/[^/@]*@/, '//')}; with yarn, builds can only use packages of a registry`,
    {
      hint: 'Use a published version, or put the package into the repository and refer to it with workspace: or file:',
    },
  );
}
