import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { packageCache } from './package-cache.ts';

const timeoutMs = 120_000;

/** A package of this machine's Debian, unpacked into a folder that survives runs. */
export async function debianPackage(name: string): Promise<string> {
  return await onceIn('debian', name, async (folder) => {
    await runCommand(['apt-get', 'download', '-q', name], { cwd: folder, timeoutMs });
    const deb = (await readdir(folder)).find((file) => file.endsWith('.deb')) ?? '';
    await runCommand(['dpkg-deb', '-x', deb, '.'], { cwd: folder, timeoutMs });
    await rm(join(folder, deb));
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
