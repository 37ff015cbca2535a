import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** A repository's tree as detection sees it: only names and the text of small plain files. */
export interface SourceFiles {
  /** Text of a plain file; undefined when there is none, or it is too large to be what we look for. */
  read(path: string): string | undefined;
  /** Names in a folder ("" is the top), sorted; those of folders end in "/". Empty when there is none. */
  list(folder: string): readonly string[];
}

/** Larger ones are data. */
const readMaxBytes = 1024 * 1024;
const namesMax = 2_000;

/** The files of a folder on disk. Never follows a link out of it, and never throws. */
export function filesOfFolder(root: string): SourceFiles {
  const texts = new Map<string, string | undefined>();
  return {
    read(path) {
      if (!texts.has(path)) texts.set(path, isInside(path) ? readPlain(root, path) : undefined);
      return texts.get(path);
    },
    list: (folder) => (folder === '' || isInside(folder) ? listNames(root, folder) : []),
  };
}

/** The files of a table, for tests and for whoever has them in memory. */
export function filesOf(texts: Readonly<Record<string, string>>): SourceFiles {
  const paths = Object.keys(texts);
  return {
    read: (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    list(folder) {
      const start = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
      const below = paths
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length));
      return [...new Set(below.map((path) => path.replace(/\/.*$/s, '/')))].sort();
    },
  };
}

function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..');
}

function readPlain(root: string, path: string): string | undefined {
  if (throughLink(root, path)) return undefined;
  let file: number | undefined;
  try {
    file = openSync(
      join(root, path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile() || size > readMaxBytes) return undefined;
    const buffer = Buffer.alloc(size);
    const length = readSync(file, buffer, 0, size, 0);
    return buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whether one of the folders on the way is a link. */
function throughLink(root: string, path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.some((name, index) => {
    const parent = join(root, ...folders.slice(0, index));
    return !entries(parent).some((entry) => entry.name === name && entry.isDirectory());
  });
}

function listNames(root: string, folder: string): string[] {
  const path = folder.replace(/\/$/, '');
  if (path !== '' && throughLink(root, `${path}/x`)) return [];
  return entries(join(root, path))
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort()
    .slice(0, namesMax);
}

function entries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
