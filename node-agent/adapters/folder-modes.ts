import { chmod, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProjectFolders } from '../ports.ts';

const mayPass = 0o011;

/** The agent's root, of which a project's folders are part. */
export function rootOf(folders: Pick<ProjectFolders, 'root'>): string {
  return dirname(dirname(folders.root));
}

/**
 * Lets other users through the folders, up to our root, though not look around in them: the agent
 * makes them for itself alone, but Caddy and the applications have something of theirs inside.
 */
export async function letOthersPass(folders: readonly string[], root: string): Promise<void> {
  for (const start of folders) {
    for (let folder = start; folder.startsWith(root); folder = dirname(folder)) {
      const { mode } = await stat(folder);
      if ((mode & mayPass) !== mayPass) await chmod(folder, (mode & 0o7777) | mayPass);
    }
  }
}
