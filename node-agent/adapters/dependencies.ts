import { createHash } from 'node:crypto';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageOf } from '../domain/languages/languages.ts';
import type { Dependencies, DependencySet, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { centralDigests, type Digests } from './dependencies/digests.ts';
import type { Ecosystem, EcosystemRequest, LockedSet } from './dependencies/ecosystem.ts';
import { type EcosystemSettings, families } from './dependencies/families.ts';
import { dependenciesFolder } from './dependencies/forget-unused.ts';
import { addFixed, type FixedPath, inScratchFolder, isInStore } from './nix-store.ts';
import { projectRuntimes, versionsByRuntime } from './project-runtimes.ts';
import { toolchainsFor } from './toolchains.ts';

/** Dependencies by lock file, each set once in the store, fetched by the agent and by nobody else. */
export function createDependencies(
  given: Omit<EcosystemSettings, 'digests'> & Pick<AgentSettings, 'stateDirectory' | 'toolchains'>,
  { digests = centralDigests(given) }: { digests?: Digests } = {},
): Dependencies {
  const settings = { ...given, digests };
  const folder = dependenciesFolder(settings);
  return {
    async resolve(request, step) {
      const sets: { set: DependencySet; note: string }[] = [];
      const language = languageOf(request.config.type);
      const toolchains = await toolchainsFor(settings);
      const chosen = language === undefined ? [] : projectRuntimes(language, request, toolchains);
      const runtimes = versionsByRuntime(chosen, toolchains);
      for (const family of language?.families ?? []) {
        const ecosystems = await families[family](settings);
        const found = await firstLocked(ecosystems, { ...request, runtimes }, step);
        for (const one of withProgram(found)) {
          sets.push(await provide(one, { folder, nix: settings.nixCommand }, step));
        }
      }
      step.note(sets.length === 0 ? 'no dependencies' : sets.map(({ note }) => note).join('; '));
      return sets.map(({ set }) => set);
    },
  };
}

interface Found {
  ecosystem: Pick<Ecosystem, 'name' | 'version'>;
  locked: LockedSet;
  isProgram?: boolean;
}

/** The package manager is a set of its own, and before the others: their set-up may use it. */
function withProgram(found: Found | undefined): Found[] {
  if (found === undefined) return [];
  const { ecosystem, locked } = found;
  if (locked.program === undefined) return [found];
  const program = { name: `${ecosystem.name}_program`, version: ecosystem.version };
  return [{ ecosystem: program, locked: locked.program, isProgram: true }, found];
}

async function firstLocked(
  ecosystems: readonly Ecosystem[],
  request: EcosystemRequest,
  step: Step,
): Promise<Found | undefined> {
  for (const ecosystem of ecosystems) {
    const locked = await ecosystem.read(request, step);
    if (locked !== undefined) return { ecosystem, locked };
  }
  return undefined;
}

/** Finds the set in the store, or fetches it. */
async function provide(
  found: Found,
  { folder, nix }: { folder: string; nix: string },
  step: Step,
): Promise<{ set: DependencySet; note: string }> {
  const { ecosystem, locked } = found;
  const name = setName(ecosystem, locked);
  const record = join(folder, `${name}.json`);
  let fetched = 0;
  let path = await readRecord(record);
  if (path === undefined) {
    path = await inScratchFolder(folder, name, async (directory) => {
      fetched = await locked.fill(directory, step);
      return await addFixed(nix, directory, { name, root: join(folder, 'roots', name) });
    });
    await writeFile(record, JSON.stringify(path));
  }
  const what = `${locked.packages} packages from ${locked.source}, ${fetched} fetched`;
  return { set: setOf(found, path), note: found.isProgram ? locked.source : what };
}

function setOf({ ecosystem, locked, isProgram = false }: Found, path: FixedPath): DependencySet {
  return {
    ...path,
    isProgram,
    ecosystem: ecosystem.name,
    environment: { ...standIns(locked), ...locked.environment(path.storePath) },
    setUp: locked.setUp?.(path.storePath) ?? [],
    finish: locked.finish?.() ?? [],
    installCommands: locked.installCommands,
    needsCompiler: locked.needsCompiler,
    libraries: locked.libraries ?? [],
    registrySecrets: locked.registrySecrets ?? [],
  };
}

/** Yarn and pnpm refuse a registry file that refers to a variable which is not there. */
function standIns({ registrySecrets = [] }: LockedSet): Record<string, string> {
  return Object.fromEntries(registrySecrets.map((name) => [name, 'only-for-the-fetcher']));
}

/** The digest stands in the name: another lock can never be given this one's path. */
function setName(ecosystem: Found['ecosystem'], { key }: LockedSet): string {
  const digest = createHash('sha256')
    .update(`${ecosystem.name}\n${ecosystem.version}\n${process.arch}\n${key}`)
    .digest('hex');
  return `${ecosystem.name}-dependencies-${digest.slice(0, 32)}`;
}

async function readRecord(file: string): Promise<FixedPath | undefined> {
  try {
    const path = JSON.parse(await readFile(file, 'utf8')) as FixedPath;
    if (!isInStore(path.storePath)) return undefined;
    const now = new Date();
    await utimes(file, now, now);
    return path;
  } catch {
    return undefined;
  }
}
