import { statfs } from 'node:fs/promises';
import { nixCollectGarbage } from '../commands/nix.ts';
import type { Disk } from '../domain/disk-space.ts';
import type { DiskSpace } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { forgetUnusedDependencies } from './dependencies/forget-unused.ts';
import { runNix } from './nix-command.ts';

/** The disks below the agent's folders and below the Nix store. */
export function createDiskSpace(settings: Pick<AgentSettings, 'root' | 'nixCommand'>): DiskSpace {
  return {
    async measure() {
      const [root, store] = await Promise.all([diskOf(settings.root), diskOf('/nix/store')]);
      return { root, store };
    },
    forgetDependencies: (unusedMs) => forgetUnusedDependencies(settings, unusedMs),
    async collectGarbage(request, signal) {
      const command = nixCollectGarbage(settings.nixCommand, request);
      const { stdout, stderr } = await runNix(command, { signal });
      return lastLine(`${stderr}\n${stdout}`.split('\n'));
    },
  };
}

/** Before the first build there is no store. */
async function diskOf(path: string): Promise<Disk> {
  const { blocks, bavail, bsize } = await statfs(path).catch(() => statfs('/'));
  return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
}

/** Nix names every path that it removes, and then: "12 store paths deleted, 34.56 MiB freed". */
function lastLine(lines: readonly string[]): string {
  return lines.findLast((line) => / freed\b/.test(line))?.trim() ?? 'nothing was freed';
}
