import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { packageCache } from './package-cache.ts';

const timeoutMs = 120_000;

/** A package of this machine's Debian, unpacked into a folder that survives runs. */
export async function debianPackage(name: string): Promise<string> {
  return await debianTree(name, [name]);
}

/** Several packages of this machine's Debian, unpacked into one folder that survives runs. */
export async function debianTree(label: string, names: readonly string[]): Promise<string> {
  return await onceIn('debian', label, async (folder) => {
    await runCommand(['apt-get', 'download', '-q', ...names], { cwd: folder, timeoutMs });
    const debs = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    for (const deb of debs) {
      await runCommand(['dpkg-deb', '-x', deb, '.'], { cwd: folder, timeoutMs });
      await rm(join(folder, deb));
    }
  });
}

/** The folder of this name in the cache, filled when it is not there yet. */
async function onceIn(
  cache: string,
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const parent = await packageCache(cache);
  const folder = join(parent, name);
  if (existsSync(folder)) return folder;
  const scratch = await mkdtemp(join(parent, 'scratch-'));
  await fill(scratch);
  await mkdir(parent, { recursive: true });
  // Another test file may have been faster.
  await rename(scratch, folder).catch(() => rm(scratch, { recursive: true, force: true }));
  return folder;
}
