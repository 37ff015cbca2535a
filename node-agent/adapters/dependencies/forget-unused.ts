import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentSettings } from '../../settings.ts';

/** One record per dependency set, touched by each deployment that uses it, and its root. */
export function dependenciesFolder({ root }: Pick<AgentSettings, 'root'>): string {
  return join(root, 'cache/dependencies');
}

/**
 * Lets the collector have the sets which no deployment used for so long, and removes the fetched
 * files of that age. Releases do not need them to run; a later build of the same lock fetches them
 * again.
 *
 * @returns how many sets were let go.
 */
export async function forgetUnusedDependencies(
  settings: Pick<AgentSettings, 'root'>,
  unusedMs: number,
): Promise<number> {
  const folder = dependenciesFolder(settings);
  await mkdir(folder, { recursive: true });
  const records = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  let forgotten = 0;
  for (const file of records) {
    const { mtimeMs } = await stat(join(folder, file));
    if (Date.now() - mtimeMs < unusedMs) continue;
    await rm(join(folder, file), { force: true });
    await rm(join(folder, 'roots', file.slice(0, -'.json'.length)), { force: true });
    forgotten += 1;
  }
  await removeOldFiles(join(settings.root, 'cache/files'), Date.now() - unusedMs);
  return forgotten;
}

/** Files below the folder that nobody touched since. One that comes or goes meanwhile is left alone. */
async function removeOldFiles(folder: string, beforeMs: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < beforeMs) await rm(file, { force: true });
  }
}
