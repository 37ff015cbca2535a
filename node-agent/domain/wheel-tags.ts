/** Which file of a Python package fits: PEP 425, 427 and 600. */
import { normalName } from './python-markers.ts';
import { isPythonVersion } from './python-version.ts';

export interface PackageFile {
  name: string;
  version: string;
  /** The tags of a wheel; undefined for a source archive. */
  tags: readonly string[] | undefined;
  build: string;
}

const archive = /\.(?:tar\.gz|tgz|zip|tar\.bz2|tar\.xz)$/;

/** What a file's name says; undefined when it is neither a wheel nor a source archive. */
export function parseFileName(filename: string, project: string): PackageFile | undefined {
  // It becomes the name of a file here.
  if (filename.includes('/') || filename.startsWith('.')) return undefined;
  if (filename.endsWith('.whl')) {
    const wheel = parseWheelName(filename);
    return wheel?.name === normalName(project) ? wheel : undefined;
  }
  if (!archive.test(filename)) return undefined;
  const stem = filename.replace(archive, '');
  // Names may hold dashes, and so may the versions of old archives: the project's name decides.
  for (let at = stem.indexOf('-'); at > 0; at = stem.indexOf('-', at + 1)) {
    if (normalName(stem.slice(0, at)) !== normalName(project)) continue;
    const version = stem.slice(at + 1);
    if (isPythonVersion(version))
      return { name: normalName(project), version, tags: undefined, build: '' };
  }
  return undefined;
}

function parseWheelName(filename: string): PackageFile | undefined {
  const parts = filename.slice(0, -'.whl'.length).split('-');
  if (parts.length !== 5 && parts.length !== 6) return undefined;
  const [name = '', version = ''] = parts;
  const build = parts.length === 6 ? (parts[2] ?? '') : '';
  const [pythons = '', abis = '', platforms = ''] = parts.slice(-3);
  const tags = pythons
    .split('.')
    .flatMap((python) =>
      abis
        .split('.')
        .flatMap((abi) => platforms.split('.').map((platform) => `${python}-${abi}-${platform}`)),
    );
  return { name: normalName(name), version: version.replaceAll('_', '-'), tags, build };
}

/**
 * The file that pip would take: the wheel whose tag comes first among those that this Python
 * supports, otherwise a source archive.
 *
 * @param supported tags, best first, as the interpreter itself lists them.
 */
export function chooseFile<T extends { filename: string }>(
  files: readonly T[],
  project: string,
  supported: readonly string[],
): T | undefined {
  const ranks = new Map(supported.map((tag, index) => [tag, index]));
  let best: { file: T; rank: number; build: number } | undefined;
  for (const file of files) {
    const parsed = parseFileName(file.filename, project);
    if (parsed === undefined) continue;
    const rank =
      parsed.tags === undefined ? sourceRank(file.filename) : wheelRank(parsed.tags, ranks);
    if (rank === undefined) continue;
    const build = Number.parseInt(parsed.build, 10) || 0;
    if (best === undefined || rank < best.rank || (rank === best.rank && build > best.build)) {
      best = { file, rank, build };
    }
  }
  return best?.file;
}

function wheelRank(
  tags: readonly string[],
  ranks: ReadonlyMap<string, number>,
): number | undefined {
  const found = tags.flatMap((tag) => ranks.get(tag) ?? []);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** After every wheel; gzip before the others. */
function sourceRank(filename: string): number {
  return filename.endsWith('.tar.gz') ? 1_000_000 : 1_000_001;
}
