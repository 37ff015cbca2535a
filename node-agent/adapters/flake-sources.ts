import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

/** Enough for any flake; a repository may hold other people's packages too. */
const filesMax = 2_000;
const bytesMax = 1024 * 1024;

/** The Nix files of a project, with their paths as its author knows them. */
export async function nixFilesOf(directory: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/node_modules/'))
    .slice(0, filesMax);
  const files = await Promise.all(
    paths.map(async (path) => {
      const { size } = await stat(path);
      const text = size > bytesMax ? '' : await readFile(path, 'utf8');
      return { path: relative(directory, path), text };
    }),
  );
  return files.filter((file) => !isCopy(file, files));
}

/** A flake of another name was copied to flake.nix, for Nix: its author knows the other. */
function isCopy(
  { path, text }: { path: string; text: string },
  all: readonly { path: string; text: string }[],
): boolean {
  const isFlake = basename(path) === 'flake.nix';
  return (
    isFlake &&
    all.some(
      (other) =>
        other.path !== path && dirname(other.path) === dirname(path) && other.text === text,
    )
  );
}
