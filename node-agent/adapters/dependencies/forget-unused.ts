import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentSettings } from '../../settings.ts';

/** One record per dependency set, touched by each deployment that uses it, and its root. */
export function dependenciesFolder({ root }: Pick<AgentSettings, 'root'>): string {
  return join(root, 'cache/dependencies');
}

/**
 * Lets the collector have the sets which no deployment used for so long. Releases do not need them
 * to run; a later build of the same lock fetches them again.
 *
 * @returns how many were let go.
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
  return forgotten;
}
