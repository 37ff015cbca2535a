import { tryCommand } from '../../lib/run-command.ts';
import { diskUsage } from '../commands/disk.ts';
import { nixClosureJson, nixPrintDead, nixStoreSizes } from '../commands/nix.ts';
import { type KeptSize, keptSizes, readStoreGraph } from '../domain/store-graph.ts';
import { readPathSizes } from '../domain/store-packages.ts';
import type { AgentSettings } from '../settings.ts';
import { runNix } from './nix-command.ts';
import { isInStore } from './nix-store.ts';

/** Bytes of everything in the store, and of what nothing needs any more. */
export async function measureStore(
  { nixCommand }: Pick<AgentSettings, 'nixCommand'>,
  signal: AbortSignal,
): Promise<{ storeBytes: number; freeableBytes: number }> {
  const { stdout: all } = await runNix(nixStoreSizes(nixCommand), { signal });
  const sizes = new Map(readPathSizes(all).map(({ path, bytes }) => [path, bytes]));
  const { stdout: dead } = await runNix(nixPrintDead(nixCommand), { signal });
  const sum = (bytes: Iterable<number>) => [...bytes].reduce((total, one) => total + one, 0);
  return {
    storeBytes: sum(sizes.values()),
    freeableBytes: sum(dead.split('\n').map((path) => sizes.get(path.trim()) ?? 0)),
  };
}

/** How much of the store each of these paths keeps; one that is gone keeps nothing. */
export async function measureKept(
  { nixCommand }: Pick<AgentSettings, 'nixCommand'>,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<KeptSize[]> {
  const present = [...new Set(paths)].filter(isInStore);
  if (present.length === 0) return paths.map(() => ({ bytes: 0, ownBytes: 0 }));
  const { stdout } = await runNix(nixClosureJson(nixCommand, present), { signal });
  return keptSizes(readStoreGraph(stdout), paths);
}

/** Bytes of files and folders, by path. What could not be measured in time is left out. */
export async function measureFolders(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  if (paths.length === 0) return new Map();
  // What is not there, or not ours to read, is said on standard error and makes it fail.
  const { stdout } = await tryCommand(diskUsage(paths), { signal });
  return new Map(
    stdout.split('\n').flatMap((line): [string, number][] => {
      const [, bytes, path] = /^(\d+)\t(.+)$/.exec(line) ?? [];
      return path === undefined ? [] : [[path, Number(bytes)]];
    }),
  );
}
