import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../lib/run-command.ts';
import { closureOf } from '../domain/debian-closure.ts';
import { writeAtomically } from './atomic-file.ts';
import { debianMirror, readSuite, type Suite } from './offline-apt.ts';
import { type NpmPackage, resolveNpm } from './offline-npm.ts';

/** templates/offline-nixpkgs/debian.json */
export interface Ingredients {
  suites: readonly string[];
  leftOut: string;
  /** Packages by set and suite, with all that they need; without, where "!" follows. */
  sets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  parts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Attributes by runtime and version. */
  runtimes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** npm's version by Node's. */
  npm: Readonly<Record<string, string>>;
  defaultNode: string;
}

/** A file that a build may need, and where it comes from. */
export interface LockedFile {
  /** "sha256-…" or "sha512-…" */
  hash: string;
  bytes?: number;
  /** Of a Debian package. */
  url?: string;
  /** Of an npm package: "npm@10.9.4". */
  spec?: string;
}

/** Which packages the stand-in is made of; resolved once per machine. */
export interface PackageLock {
  files: Record<string, LockedFile>;
  sets: Record<string, string[]>;
  nodes: Record<string, { node: string; npm: string; version: string }>;
  /** Of the package with busybox, which unpacks all others. */
  busybox: string;
}

/** "amd64" and "arm64" of Debian, "x64" and "arm64" of Node. */
const isArm = process.arch === 'arm64';

/** The list of packages, from the machine's cache or made anew. */
export async function packageLock(cache: string, ingredients: Ingredients): Promise<PackageLock> {
  const file = lockFile(cache, ingredients);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PackageLock;
  } catch {
    const lock = await resolve(cache, ingredients);
    await writeAtomically(file, JSON.stringify(lock), 0o644, { durable: false });
    return lock;
  }
}

/** Lets the next one ask again: Debian removes a package when there is a newer one. */
export async function forgetLock(cache: string, ingredients: Ingredients): Promise<void> {
  await rm(lockFile(cache, ingredients), { force: true });
}

function lockFile(cache: string, ingredients: Ingredients): string {
  const digest = createHash('sha256').update(JSON.stringify(ingredients)).digest('hex');
  return join(cache, `packages-${process.arch}-${digest.slice(0, 16)}.json`);
}

async function resolve(cache: string, ingredients: Ingredients): Promise<PackageLock> {
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const mirror = await debianMirror();
  const folder = await mkdtemp(join(cache, 'resolve-'));
  try {
    const [suites, npm] = await Promise.all([
      readSuites(folder, mirror, ingredients),
      resolveNodes(join(folder, 'npm'), ingredients),
    ]);
    const lock: PackageLock = { sets: {}, busybox: '', ...npm };
    for (const [set, wanted] of Object.entries(ingredients.sets)) {
      for (const [suite, packages] of Object.entries(wanted)) {
        addSet(lock, set, packages.split(' '), suites.get(suite), ingredients);
      }
    }
    const [busybox] = lock.sets['busybox'] ?? [];
    if (busybox === undefined) throw new Error('Debian has no busybox-static');
    lock.busybox = busybox;
    return lock;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readSuites(folder: string, mirror: string, { sets, suites }: Ingredients) {
  const read = suites.map(async (suite): Promise<[string, Suite]> => {
    const lists = Object.values(sets).map((set) => set[suite] ?? '');
    const packages = lists.flatMap((list) => list.replaceAll('!', '').split(' ')).filter(Boolean);
    return [suite, await readSuite(join(folder, suite), { suite, mirror }, [...new Set(packages)])];
  });
  return new Map(await Promise.all(read));
}

function addSet(
  lock: PackageLock,
  set: string,
  packages: readonly string[],
  suite: Suite | undefined,
  { leftOut }: Ingredients,
): void {
  const left = new Set(leftOut.split(' '));
  const alone = packages.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1));
  const others = packages.filter((name) => !name.endsWith('!'));
  const closure = closureOf(suite?.dependencies ?? new Map(), others, left);
  const names = [...new Set([...closure, ...alone])].map((name) => {
    const file = suite?.files.get(name);
    if (file === undefined) throw new Error(`Debian has no package ${name}, which ${set} needs`);
    const hash = `sha256-${Buffer.from(file.sha256, 'hex').toString('base64')}`;
    lock.files[file.name] = { hash, bytes: file.bytes, url: file.url };
    return file.name;
  });
  lock.sets[set] = [...(lock.sets[set] ?? []), ...names];
}

async function resolveNodes(folder: string, { npm }: Ingredients) {
  const program = (version: string) => `node-linux-${isArm ? 'arm64' : 'x64'}@${version}`;
  const majors = Object.entries(npm);
  const specs = majors.flatMap(([node, version]) => [program(node), `npm@${version}`]);
  const found = await resolveNpm(folder, [...new Set(specs)]);
  const files: Record<string, LockedFile> = {};
  const nodes: PackageLock['nodes'] = {};
  const add = (spec: string): NpmPackage => {
    const one = found.get(spec);
    if (one === undefined) throw new Error(`npm did not resolve ${spec}`);
    files[one.name] = { hash: one.integrity, spec: one.spec };
    return one;
  };
  for (const [node, version] of majors) {
    const [runtime, manager] = [add(program(node)), add(`npm@${version}`)];
    const names = { node: runtime.name, npm: manager.name };
    nodes[`nodejs_${node}`] = { ...names, version: runtime.version };
  }
  return { files, nodes };
}

/** What the scripts of templates/offline-nixpkgs call before there is anything else. */
const applets =
  'awk basename cat chmod cp cut dirname dpkg-deb env find grep gzip head ln ls mkdir mv od readlink rm rmdir sed sh sort tail tar touch tr xargs xz';

/** Lays busybox out in `directory` as the first program of every tree. */
export async function layOutBusybox(fetched: string, directory: string): Promise<void> {
  await runCommand(['dpkg-deb', '-x', fetched, `${directory}.unpacked`]);
  await mkdir(join(directory, 'bin'), { recursive: true });
  await cp(join(`${directory}.unpacked`, 'usr/bin/busybox'), join(directory, 'bin/busybox'));
  await rm(`${directory}.unpacked`, { recursive: true });
  for (const name of applets.split(' ')) await symlink('busybox', join(directory, 'bin', name));
}
