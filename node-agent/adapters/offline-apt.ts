import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandLine, runCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';
import { type Dependencies, readDependencies } from '../domain/debian-closure.ts';

/** One package file of Debian. */
export interface DebianPackage {
  /** "zlib1g" */
  package: string;
  /** Its name in the store: "zlib1g_1.3-1_amd64.deb". */
  name: string;
  url: string;
  bytes: number;
  sha256: string;
}

/** What one suite of Debian has, read with apt but beside the machine's own lists. */
export interface Suite {
  dependencies: Dependencies;
  files: ReadonlyMap<string, DebianPackage>;
}

const onlyNeeded = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
  (kind) => `--no-${kind}`,
);

/** Reads what a suite has of some packages and all that they need; about 10 MB are fetched into `folder`. */
export async function readSuite(
  folder: string,
  { suite, mirror }: { suite: string; mirror: string },
  packages: readonly string[],
): Promise<Suite> {
  const settings = await privateApt(folder, `deb ${mirror} ${suite} main\n`);
  await runCommand(['apt-get', ...settings, 'update', '-qq']);
  const depends = ['depends', '--recurse', ...onlyNeeded];
  const graph = await runCommand(['apt-cache', ...settings, ...depends, ...packages]);
  const dependencies = readDependencies(graph.stdout);
  const names = [...dependencies.keys()];
  const download = ['download', '--print-uris', '-qq'];
  const uris = await runCommand(['apt-get', ...settings, ...download, ...names]);
  const files = uris.stdout.split('\n').flatMap(readLine);
  return { dependencies, files: new Map(files.map((file) => [file.package, file])) };
}

async function privateApt(folder: string, source: string): Promise<string[]> {
  const status = join(folder, 'status');
  const sources = join(folder, 'sources.list');
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  await mkdir(join(folder, 'cache/archives/partial'), { recursive: true });
  await writeFile(status, '');
  await writeFile(sources, source);
  const options = {
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::status': status,
    'Dir::State::extended_states': join(folder, 'extended_states'),
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    // Images for containers turn this cache off; without it each question costs a second.
    'Dir::Cache::pkgcache': 'pkgcache.bin',
    'Dir::Cache::srcpkgcache': 'srcpkgcache.bin',
    'APT::Sandbox::User': 'root',
    'Acquire::ForceHash': 'SHA256',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  return Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

/** `'http://…' name_version_arch.deb 1234 SHA256:…` */
function readLine(line: string): DebianPackage[] {
  const [, url, file, bytes, sha256] = /^'(.+)' (\S+) (\d+) SHA256:(\S+)$/.exec(line) ?? [];
  if (url === undefined || file === undefined || sha256 === undefined) return [];
  // The store allows fewer characters than Debian.
  const name = decodeURIComponent(file).replaceAll(/[^\w+.?=-]/g, '-');
  return [{ package: file.split('_')[0] ?? file, name, url, bytes: Number(bytes), sha256 }];
}

/**
 * Where this machine gets its own packages of Debian from.
 *
 * @throws UserError `toolchain_unavailable` when it is no Debian machine.
 */
export async function debianMirror(): Promise<string> {
  const format = '$(REPO_URI) $(ORIGIN) $(LABEL)';
  const command: CommandLine = [
    ...(['apt-get', 'indextargets', '--format', format] as const),
    'Identifier: Packages',
  ];
  const { stdout } = await runCommand(command).catch(() => ({ stdout: '' }));
  const lines = stdout.split('\n').filter((line) => /^https?:/.test(line));
  const found =
    lines.find((line) => line.endsWith(' Debian Debian')) ??
    // Before the first `apt-get update` nobody knows whose repository it is.
    lines.find((line) => /\/debian\/? /.test(line));
  const url = found?.split(' ')[0]?.replace(/\/$/, '');
  if (url !== undefined) return url;
  throw new UserError(
    'toolchain_unavailable',
    'The offline stand-in for nixpkgs is made from packages of Debian, and apt on this machine knows no mirror of Debian',
    {
      hint: 'Run apt-get update on a Debian machine, or let the node reach github.com and cache.nixos.org',
    },
  );
}

const aptHelper = '/usr/lib/apt/apt-helper';

export interface Fetch {
  url: string;
  file: string;
  sha256: string;
}

/** Fetches files with apt's own means, which know the machine's proxies; each is verified by its hash. */
export async function aptFetch(files: readonly Fetch[], signal?: AbortSignal): Promise<void> {
  if (files.length === 0) return;
  if (!existsSync(aptHelper)) await debianMirror();
  const wanted = files.flatMap(({ url, file, sha256 }) => [url, file, `SHA256:${sha256}`]);
  const settings = ['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=3', '-q'];
  await runCommand([aptHelper, ...settings, 'download-file', ...wanted], {
    ...(signal === undefined ? {} : { signal }),
  });
}
