import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../lib/run-command.ts';
import { compareVersions, type ToolchainTable } from '../../lib/toolchains/table.ts';
import { UserError } from '../../lib/user-error.ts';
import { nixBuildOutput, nixBuildPlan } from '../commands/nix.ts';
import { type NixCall, runNix, tryNix } from './nix-command.ts';
import { addFixed, type FixedPath, inScratchFolder, isInStore, keepAlive } from './nix-store.ts';
import { cacheFiles, provideFiles, type Tell } from './offline-files.ts';
import {
  forgetLock,
  type Ingredients,
  layOutBusybox,
  type PackageLock,
  packageLock,
} from './offline-lock.ts';

/** The stand-in for nixpkgs: Debian's packages under nixpkgs' names, in the store. */
export interface OfflineToolchains {
  /** The pretended nixpkgs. */
  tree: FixedPath;
  /** Store path of the basic programs: bash, coreutils and the like. */
  tools: string;
  /** What really stands behind a version of the table: { node: { "20": "20.19.5" } }. */
  versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Fetches what a build is about to need and has not got. */
  provide(installable: string, tell: Tell, signal?: AbortSignal): Promise<void>;
}

interface Options {
  /** Of this agent. */
  folder: string;
  /** Of the machine. */
  cache: string;
  templates: string;
  table: ToolchainTable;
  nix: string;
}

type Made = Pick<OfflineToolchains, 'tree' | 'tools' | 'versions'>;

const noCall: NixCall = { offline: true, sandboxPaths: [] };

/**
 * Makes the stand-in, or finds it made before: a few milliseconds then. Only the basic programs are
 * fetched now; a runtime is, when a build first asks for it.
 */
export async function prepareOfflineToolchains(options: Options): Promise<OfflineToolchains> {
  const ingredients = await readIngredients(options);
  try {
    return await prepare(options, ingredients);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'toolchain_outdated') throw error;
    return await prepare(options, ingredients);
  }
}

async function prepare(options: Options, ingredients: Ingredients): Promise<OfflineToolchains> {
  const lock = await packageLock(options.cache, ingredients);
  const provide: Making['provide'] = async (names, tell, signal) => {
    try {
      await provideFiles({ cache: options.cache, nix: options.nix, lock }, names, tell, signal);
    } catch (error) {
      if (error instanceof UserError && error.code === 'toolchain_outdated') {
        await forgetLock(options.cache, ingredients);
      }
      throw error;
    }
  };
  const made = await makeOrFind(options, { ingredients, lock, provide });
  return {
    ...made,
    provide: async (installable, tell, signal) => {
      const missing = await missingFiles(options.nix, lock, installable, signal);
      if (missing.length > 0) await provide(missing, tell, signal);
    },
  };
}

/**
 * Fetches what some attributes need into the machine's cache, without Nix: for test hosts that have
 * a store of their own and no network. The basic programs are always among it.
 */
export async function cacheOfflineToolchains(
  options: Pick<Options, 'cache' | 'templates'>,
  attributes: readonly string[],
  tell: Tell,
): Promise<void> {
  const lock = await packageLock(options.cache, await readIngredients(options));
  const nodes = attributes.flatMap((name) => {
    const found = lock.nodes[name];
    return found === undefined ? [] : [found.node, found.npm];
  });
  const packages = [...base, ...attributes].flatMap((name) => lock.sets[name] ?? []);
  const names = [...new Set([lock.busybox, ...packages, ...nodes])];
  await cacheFiles({ cache: options.cache, lock }, names, tell);
}

async function readIngredients({ templates }: Pick<Options, 'templates'>): Promise<Ingredients> {
  const file = join(templates, 'offline-nixpkgs/debian.json');
  return JSON.parse(await readFile(file, 'utf8')) as Ingredients;
}

/** The sets behind /bin/sh and /usr/bin/env of every build, and behind all other sets. */
const base = ['bootstrap', 'glibc', 'gcc-lib', 'tools'];

interface Making {
  ingredients: Ingredients;
  lock: PackageLock;
  provide(names: readonly string[], tell: Tell, signal?: AbortSignal): Promise<void>;
}

async function makeOrFind(options: Options, making: Making): Promise<Made> {
  const texts = await runCommand(['sh', '-c', 'cat "$1"/*', 'cat', sourceOf(options)]);
  const state = [texts.stdout, JSON.stringify(making.lock), JSON.stringify(options.table.runtimes)];
  const digest = createHash('sha256').update(state.join('\n')).digest('hex');
  const folder = join(options.folder, 'toolchains');
  const record = join(folder, `offline-${digest.slice(0, 32)}.json`);
  const known = await readRecord(record);
  if (known !== undefined) return known;
  await mkdir(folder, { recursive: true });
  const made = await make(options, making, folder);
  await writeFile(record, JSON.stringify(made));
  return made;
}

function sourceOf({ templates }: Options): string {
  return join(templates, 'offline-nixpkgs');
}

async function readRecord(file: string): Promise<Made | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as Made;
    return [record.tree.storePath, record.tools].every(isInStore) ? record : undefined;
  } catch {
    return undefined;
  }
}

async function make(options: Options, making: Making, folder: string): Promise<Made> {
  const { lock, ingredients, provide } = making;
  const roots = join(folder, 'roots');
  const packagesOfBase = base.flatMap((set) => lock.sets[set] ?? []);
  await provide([lock.busybox, ...packagesOfBase], () => undefined);
  const busybox = await addBusybox(options, lock, folder, roots);
  const { aliases, versions } = nearest(ingredients, options.table, lock);
  const files = Object.entries(lock.files).map(([name, { hash }]) => [name, hash]);
  const packages = {
    busybox: busybox.sha256,
    files: Object.fromEntries(files),
    ...{ sets: lock.sets, nodes: lock.nodes, parts: ingredients.parts, aliases },
    defaultNode: `nodejs_${ingredients.defaultNode}`,
  };
  const tree = await addTree(options, { source: sourceOf(options), folder, roots, packages });
  const installable = `path:${tree.storePath}#legacyPackages.${nixSystem()}.basicTools`;
  const { stdout } = await runNix(nixBuildOutput(options.nix, installable));
  const [{ outputs }] = JSON.parse(stdout) as [{ outputs: { out: string } }];
  await keepAlive(options.nix, outputs.out, join(roots, 'tools'));
  return { tree, tools: outputs.out, versions };
}

async function addBusybox(
  { cache, nix }: Options,
  lock: PackageLock,
  folder: string,
  roots: string,
) {
  return await inScratchFolder(folder, 'busybox', async (directory) => {
    await layOutBusybox(join(cache, 'files', lock.busybox), directory);
    return await addFixed(nix, directory, { name: 'busybox', root: join(roots, 'busybox') });
  });
}

async function addTree(
  { nix }: Options,
  what: { source: string; folder: string; roots: string; packages: unknown },
): Promise<FixedPath> {
  // Nix calls every fetched tree "source"; under that name it finds this one instead.
  return await inScratchFolder(what.folder, 'source', async (directory) => {
    await cp(what.source, directory, { recursive: true });
    await runCommand(['chmod', '-R', 'u=rwX,go=rX', directory]);
    await writeFile(join(directory, 'packages.json'), JSON.stringify(what.packages, undefined, 2));
    return await addFixed(nix, directory, { name: 'source', root: join(what.roots, 'nixpkgs') });
  });
}

/** The files of the list which a build of this would need; Nix names their derivations after them. */
async function missingFiles(
  nix: string,
  lock: PackageLock,
  installable: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const options = signal === undefined ? {} : { signal };
  // What cannot be evaluated is explained by the build itself.
  const { stderr } = await tryNix(nixBuildPlan(nix, installable), noCall, options);
  const named = stderr.matchAll(/^\s+\/nix\/store\/[a-z0-9]{32}-(.+)\.drv$/gm);
  return [...named].flatMap(([, name = '']) => (name in lock.files ? [name] : []));
}

/** Attributes that Debian has not got, with those that answer for them, and what each version really is. */
function nearest({ runtimes }: Ingredients, table: ToolchainTable, lock: PackageLock) {
  const aliases: Record<string, string> = {};
  const versions: Record<string, Record<string, string>> = {};
  for (const [runtime, real] of Object.entries(runtimes)) {
    const rows = Object.entries(table.runtimes[runtime]?.versions ?? {});
    const answers = rows.map(([version, { attribute }]) => {
      const answer = nearestVersion(Object.keys(real), version);
      const used = real[answer] ?? attribute;
      if (used !== attribute) aliases[attribute] = used;
      return [version, lock.nodes[used]?.version ?? answer];
    });
    versions[runtime] = Object.fromEntries(answers);
  }
  return { aliases, versions };
}

/** The next newer one, for old code runs there more often than new code on an old one. */
function nearestVersion(real: readonly string[], version: string): string {
  const sorted = [...real].sort(compareVersions);
  return sorted.find((one) => compareVersions(one, version) >= 0) ?? sorted.at(-1) ?? version;
}

/** "x86_64-linux" */
function nixSystem(): string {
  return process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux';
}
