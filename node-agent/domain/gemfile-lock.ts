import { UserError } from '../../lib/user-error.ts';

export interface LockedGem {
  name: string;
  version: string;
  /** "ruby", or what it was compiled for: "x86_64-linux-gnu". */
  platform: string;
  /** Address of its source, with a slash at its end. */
  remote: string;
  /** In hex, from the CHECKSUMS section; undefined when there is none. */
  sha256: string | undefined;
}

export interface GemfileLock {
  gems: readonly LockedGem[];
  /** Gems from git repositories. */
  git: readonly { remote: string; revision: string }[];
  /** Folders of gems that are part of the repository. */
  paths: readonly string[];
  /** Version of Bundler that wrote it. */
  bundledWith: string | undefined;
}

interface Section {
  name: string;
  lines: string[];
}

const specLine = /^ {4}([A-Za-z0-9._-]+) \(([0-9][A-Za-z0-9.]*)(?:-([A-Za-z0-9._-]+))?\)$/;
const checksumLine =
  /^ {2}([A-Za-z0-9._-]+) \(([0-9][A-Za-z0-9.]*)(?:-([A-Za-z0-9._-]+))?\)(?: (.*))?$/;

/**
 * Reads a Gemfile.lock.
 *
 * @throws UserError `lock_invalid`
 */
export function parseGemfileLock(text: string): GemfileLock {
  if (/^(?:<{7}|={7}|>{7})/m.test(text)) {
    throw invalid('Gemfile.lock holds the marks of a merge that was not finished');
  }
  const sections = sectionsOf(text);
  const checksums = checksumsOf(sections);
  const gems = sections
    .filter(({ name }) => name === 'GEM')
    .flatMap((section) => gemsOf(section, checksums));
  const of = (name: string) => sections.filter((section) => section.name === name);
  return {
    gems,
    git: of('GIT').map((section) => ({
      remote: valueOfKey(section, 'remote') ?? '',
      revision: valueOfKey(section, 'revision') ?? '',
    })),
    paths: of('PATH').map((section) => valueOfKey(section, 'remote') ?? '.'),
    bundledWith: of('BUNDLED WITH')[0]?.lines[0]?.trim(),
  };
}

/** Also the name of its file, without .gem. */
export function fullName({
  name,
  version,
  platform,
}: Omit<LockedGem, 'remote' | 'sha256'>): string {
  return platform === 'ruby' ? `${name}-${version}` : `${name}-${version}-${platform}`;
}

/**
 * The gems that a machine can use: of each the one that is compiled for it, and the one to compile,
 * for when Bundler finds that the other is for another version of Ruby.
 *
 * @param cpu as Ruby calls it: "x86_64", "aarch64"
 * @throws UserError `lock_invalid` naming a gem that is locked for other machines only.
 */
export function gemsForMachine(gems: readonly LockedGem[], cpu: string): LockedGem[] {
  const usable = gems.filter(({ platform }) => fits(platform, cpu));
  const names = new Set(usable.map(({ name }) => name));
  const lost = gems.find(({ name }) => !names.has(name));
  if (lost === undefined) return usable;
  throw invalid(
    `Gemfile.lock has ${lost.name} for ${lost.platform} only`,
    `Run bundle lock --add-platform ${cpu}-linux and commit Gemfile.lock`,
  );
}

function fits(platform: string, cpu: string): boolean {
  return ['ruby', `${cpu}-linux`, `${cpu}-linux-gnu`].includes(platform);
}

/** Names without indentation begin a section, which a line without anything ends. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[A-Z][A-Z ]*$/.test(line)) sections.push({ name: line.trim(), lines: [] });
    else if (line.trim() !== '') sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function gemsOf(section: Section, checksums: ReadonlyMap<string, string>): LockedGem[] {
  const remotes = section.lines.flatMap((line) => /^ {2}remote: (\S+)$/.exec(line)?.[1] ?? []);
  const remote = remotes.at(-1);
  const specs = section.lines.flatMap((line) => specLine.exec(line) ?? []).length;
  if (remote === undefined && specs > 0) throw invalid('Gemfile.lock has gems without a remote');
  return section.lines.flatMap((line) => {
    const [, name, version, platform = 'ruby'] = specLine.exec(line) ?? [];
    if (name === undefined || version === undefined || remote === undefined) return [];
    const gem = { name, version, platform };
    const slash = remote.endsWith('/') ? remote : `${remote}/`;
    return [{ ...gem, remote: slash, sha256: checksums.get(fullName(gem)) }];
  });
}

function checksumsOf(sections: readonly Section[]): Map<string, string> {
  const checksums = new Map<string, string>();
  for (const line of sections.find(({ name }) => name === 'CHECKSUMS')?.lines ?? []) {
    const [, name, version, platform = 'ruby', sums = ''] = checksumLine.exec(line) ?? [];
    const sha256 = /(?:^|,)sha256=([0-9a-f]{64})(?:,|$)/.exec(sums)?.[1];
    if (name === undefined || version === undefined || sha256 === undefined) continue;
    checksums.set(fullName({ name, version, platform }), sha256);
  }
  return checksums;
}

function valueOfKey({ lines }: Section, key: string): string | undefined {
  const start = `  ${key}: `;
  return lines.find((line) => line.startsWith(start))?.slice(start.length);
}

function invalid(
  message: string,
  hint = 'Run bundle install on your machine and commit Gemfile.lock',
): UserError {
  return new UserError('lock_invalid', message, { hint });
}
