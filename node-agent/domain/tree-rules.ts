/** An entry of a commit's tree. */
export interface TreeEntry {
  mode: string;
  object: string;
  path: string;
}

const symlinkMode = '120000';
const submoduleMode = '160000';

/** Reads the output of `git ls-tree -r -z`. */
export function parseTree(text: string): TreeEntry[] {
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [meta = '', path = ''] = splitOnce(line, '\t');
      const [mode = '', , object = ''] = meta.split(' ');
      return { mode, object, path };
    });
}

export function isSymlink(entry: TreeEntry): boolean {
  return entry.mode === symlinkMode;
}

export function isSubmodule(entry: TreeEntry): boolean {
  return entry.mode === submoduleMode;
}

/** A real `.env` would be copied into the store, where every user of the node can read it. */
export function isEnvironmentFile(path: string): boolean {
  return /(?:^|\/)\.env$/.test(path);
}

const keyFile =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|[^/]+\.(?:pem|p12|pfx|key|keystore|jks)|\.npmrc|\.netrc)$/;
const environmentVariant = /(?:^|\/)\.env\.(?!example$|sample$|template$|dist$|defaults$)[\w.-]+$/;

/** A file that often holds a secret. */
export function mayHoldSecret(path: string): boolean {
  return keyFile.test(path) || environmentVariant.test(path);
}

/** More links than this in one path are a loop. */
const linkLimit = 40;

/**
 * Whether following the link at `path` could end outside the tree. `links` holds every link of the
 * tree with its target; a path that passes through other links is followed through them.
 */
export function leavesTree(path: string, links: ReadonlyMap<string, string>): boolean {
  const target = links.get(path);
  if (target === undefined) return false;
  if (isAbsolute(target)) return true;
  const folder = path.split('/').slice(0, -1);
  return walkLeaves([...folder, ...partsOf(target)], links);
}

function walkLeaves(parts: readonly string[], links: ReadonlyMap<string, string>): boolean {
  const here: string[] = [];
  const ahead = [...parts];
  let followed = 0;
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '..') {
      if (here.pop() === undefined) return true;
      continue;
    }
    const target = links.get([...here, part].join('/'));
    if (target === undefined) {
      here.push(part);
      continue;
    }
    followed += 1;
    if (isAbsolute(target) || followed > linkLimit) return true;
    ahead.unshift(...partsOf(target));
  }
  return false;
}

function partsOf(target: string): string[] {
  return target.split('/').filter((part) => part !== '' && part !== '.');
}

function isAbsolute(target: string): boolean {
  return target.startsWith('/');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
