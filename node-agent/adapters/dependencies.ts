import { createHash } from 'node:crypto';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { typeOfProject } from '../domain/project-types.ts';
import type { Dependencies, DependencySet, Step } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import type { Ecosystem, LockedSet } from './dependencies/ecosystem.ts';
import { dependenciesFolder } from './dependencies/forget-unused.ts';
import { npmEcosystem } from './dependencies/npm.ts';
import type { RegistrySettings } from './dependencies/npm-registry.ts';
import { addFixed, type FixedPath, inScratchFolder, isInStore } from './nix-store.ts';

/** Dependencies by lock file, each set once in the store, fetched by the agent and by nobody else. */
export function createDependencies(
  settings: RegistrySettings & Pick<AgentSettings, 'root' | 'nixCommand'>,
): Dependencies {
  const ecosystems: Record<string, Ecosystem> = { npm: npmEcosystem(settings) };
  const folder = dependenciesFolder(settings);
  return {
    async resolve(tree, config, step) {
      for (const name of typeOfProject(config.type)?.ecosystems ?? []) {
        const ecosystem = ecosystems[name];
        const locked = await ecosystem?.read(tree, config, step);
        if (ecosystem !== undefined && locked !== undefined) {
          return await provide(ecosystem, locked, { folder, nix: settings.nixCommand }, step);
        }
      }
      step.note('no dependencies');
      return undefined;
    },
  };
}

/** Finds the set in the store, or fetches it. */
async function provide(
  ecosystem: Ecosystem,
  locked: LockedSet,
  { folder, nix }: { folder: string; nix: string },
  step: Step,
): Promise<DependencySet> {
  const name = setName(ecosystem, locked);
  const record = join(folder, `${name}.json`);
  const known = await readRecord(record);
  if (known !== undefined) {
    step.note(`${locked.packages} packages from ${locked.source}, 0 fetched`);
    return { ...known, environment: locked.environment(known.storePath) };
  }
  let fetched = 0;
  const path = await inScratchFolder(folder, name, async (directory) => {
    fetched = await locked.fill(directory, step);
    return await addFixed(nix, directory, { name, root: join(folder, 'roots', name) });
  });
  await writeFile(record, JSON.stringify(path));
  step.note(`${locked.packages} packages from ${locked.source}, ${fetched} fetched`);
  return { ...path, environment: locked.environment(path.storePath) };
}

/** The digest stands in the name: another lock can never be given this one's path. */
function setName(ecosystem: Ecosystem, { key }: LockedSet): string {
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
