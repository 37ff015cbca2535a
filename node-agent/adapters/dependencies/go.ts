import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { UserError } from '../../../lib/user-error.ts';
import { type GoMod, parseGoMod } from '../../domain/go-mod.ts';
import { escapeModule, nameOf, parseGoSums, type SummedModule } from '../../domain/go-sum.ts';
import type { Step } from '../../ports.ts';
import type { Ecosystem, EcosystemRequest } from './ecosystem.ts';
import { type FetchSettings, fetchFiles, type RemoteFile } from './fetch-file.ts';
import { usesC } from './go-cgo.ts';
import { verifyMod, verifyZip } from './go-hash.ts';
import { type GoProxySettings, goHints, goModules } from './go-proxy.ts';

type Settings = FetchSettings & GoProxySettings;

/** Go modules: a module proxy in a folder, which `go build` and all other commands read as file://. */
export function goEcosystem(settings: Settings): Ecosystem {
  return {
    name: 'go',
    version: 1,
    async read(request) {
      const { directory } = request.tree;
      const folders = await moduleFolders(directory);
      if (folders === undefined) return undefined;
      const isVendored = existsSync(join(directory, 'vendor/modules.txt'));
      const modules = parseGoSums(await readSums(directory, folders));
      if (!isVendored) await refuseWrong(directory, folders, modules);
      const wanted = isVendored ? [] : modules;
      const needsCompiler = await usesC(directory, modules, request.config.build.env);
      if (wanted.length === 0 && !needsCompiler) return undefined;
      return {
        key: wanted.map((module) => `${nameOf(module)} ${module.zip} ${module.mod}`).join('\n'),
        packages: wanted.filter(({ zip }) => zip !== undefined).length,
        source: isVendored ? 'vendor' : 'go.sum',
        fill: (target, step) => fill(target, wanted, request, settings, step),
        environment: (storePath) => ({
          ...(wanted.length > 0 && { GOPROXY: `file://${storePath}`, GONOPROXY: 'none' }),
          CGO_ENABLED: needsCompiler ? '1' : '0',
        }),
        installCommands: [],
        needsCompiler,
      };
    },
  };
}

/** Folders of the modules that are built together; undefined when this is no Go project. */
async function moduleFolders(directory: string): Promise<string[] | undefined> {
  const work = await readText(join(directory, 'go.work'));
  if (work === undefined) return existsSync(join(directory, 'go.mod')) ? ['.'] : undefined;
  return parseGoMod(work).uses.map((folder) => inside('.', folder, 'go.work'));
}

async function readSums(directory: string, folders: readonly string[]) {
  const files = [...folders.map((folder) => join(folder, 'go.sum')), 'go.work.sum'];
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: (await readText(join(directory, file))) ?? '' })),
  );
  return texts;
}

/** What would fail later with words that are harder to understand. */
async function refuseWrong(
  directory: string,
  folders: readonly string[],
  modules: readonly SummedModule[],
): Promise<void> {
  for (const folder of folders) {
    const text = await readText(join(directory, folder, 'go.mod'));
    const file = join(folder, 'go.mod');
    if (text === undefined) {
      throw new UserError('lock_invalid', `go.work uses ${folder}, which has no go.mod`);
    }
    const mod = parseGoMod(text);
    for (const replaced of mod.replacedByFolders) inside(folder, replaced.folder, file);
    if (folders.length === 1 && modules.length === 0) refuseUnlocked(mod, file);
  }
}

function refuseUnlocked({ requires, replacedByFolders }: GoMod, file: string): void {
  const local = new Set(replacedByFolders.map(({ path }) => path));
  const open = requires.find(({ path }) => !local.has(path));
  if (open === undefined) return;
  throw new UserError('lock_missing', `${file} requires ${open.path}, and there is no go.sum`, {
    hint: 'Run go mod tidy on your machine and commit go.sum',
  });
}

function inside(folder: string, target: string, file: string): string {
  const place = normalize(join(folder, target));
  if (!target.startsWith('/') && place !== '..' && !place.startsWith('../')) return place;
  throw new UserError('lock_invalid', `${file} names ${target}, which is not in the repository`, {
    hint: 'Put that module into the repository, or require a published version of it',
  });
}

async function fill(
  directory: string,
  modules: readonly SummedModule[],
  request: EcosystemRequest,
  settings: Settings,
  step: Step,
): Promise<number> {
  if (modules.length === 0) return 0;
  const from = await goModules(request, settings);
  const files: RemoteFile[] = [];
  for (const module of modules) {
    const download = await from.locate(module, step.signal);
    files.push(...filesOf(module, download));
  }
  const plan = { ecosystem: 'go', directory, hints: goHints };
  const { fetched } = await fetchFiles(files, plan, settings, step);
  await writeIndex(directory, modules);
  return fetched;
}

function filesOf(
  module: SummedModule,
  download: (ending: string) => Omit<RemoteFile, 'trust' | 'place'>,
): RemoteFile[] {
  const { zip, mod } = module;
  const name = nameOf(module);
  const place = placeOf(module);
  const files: RemoteFile[] = [];
  if (mod !== undefined) {
    const verify = (file: string) => verifyMod(file, mod);
    const trust = { proof: `${name}/go.mod ${mod}`, verify };
    files.push({ ...download('mod'), trust, place: `${place}.mod` });
  }
  if (zip !== undefined) {
    const verify = (file: string) => verifyZip(file, name, zip);
    const trust = { proof: `${name} ${zip}`, verify };
    files.push({ ...download('zip'), trust, place: `${place}.zip` });
  }
  return files;
}

function placeOf({ path, version }: SummedModule): string {
  return `${escapeModule(path)}/@v/${escapeModule(version)}`;
}

/** What no hash covers and `go mod download`, `go list -m` ask for is written here, not fetched. */
async function writeIndex(directory: string, modules: readonly SummedModule[]): Promise<void> {
  const lists = new Map<string, string>();
  for (const module of modules) {
    const info = join(directory, `${placeOf(module)}.info`);
    await mkdir(dirname(info), { recursive: true });
    await writeFile(info, JSON.stringify({ Version: module.version }));
    const list = join(dirname(info), 'list');
    lists.set(list, `${lists.get(list) ?? ''}${module.version}\n`);
  }
  for (const [file, text] of lists) await writeFile(file, text);
}

async function readText(file: string): Promise<string | undefined> {
  return existsSync(file) ? await readFile(file, 'utf8') : undefined;
}
