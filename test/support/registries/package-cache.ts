import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A folder outside of the repository for real packages that tests serve again; it survives runs. */
export async function packageCache(name: string): Promise<string> {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(caches, 'vpspilot-test-packages', name);
  await mkdir(folder, { recursive: true });
  return folder;
}
