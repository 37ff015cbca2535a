import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { nixCollectGarbage } from '../commands/nix.ts';
import type { Disk } from '../domain/disk-space.ts';
import { projectFolders } from '../domain/folders.ts';
import type { DiskSpace, FolderSizes, ProjectRef } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { forgetUnusedDependencies } from './dependencies/forget-unused.ts';
import { measureFolders, measureKept, measureStore } from './disk-report.ts';
import { runNix } from './nix-command.ts';

/** The disks below the agent's folders and below the Nix store. */
export function createDiskSpace(settings: Pick<AgentSettings, 'root' | 'nixCommand'>): DiskSpace {
  return {
    async measure() {
      const [root, store] = await Promise.all([diskOf(settings.root), diskOf('/nix/store')]);
      return { root, store };
    },
    store: (signal) => measureStore(settings, signal),
    kept: (paths, signal) => measureKept(settings, paths, signal),
    folders: (projects, signal) => folderSizes(settings.root, projects, signal),
    forgetDependencies: (unusedMs) => forgetUnusedDependencies(settings, unusedMs),
    async collectGarbage(request, signal) {
      const command = nixCollectGarbage(settings.nixCommand, request);
      const { stdout, stderr } = await runNix(command, { signal });
      return lastLine(`${stderr}\n${stdout}`.split('\n'));
    },
  };
}

async function folderSizes(
  root: string,
  projects: readonly Pick<ProjectRef, 'id' | 'slug'>[],
  signal: AbortSignal,
): Promise<FolderSizes> {
  const own = projects.map((project) => {
    const { shared, log, errorLog, buildLog, mirror } = projectFolders(root, project);
    const logs = [log, errorLog].flatMap((file) => [file, `${file}.1`]);
    return { id: project.id, shared, mirror, logs: [...logs, buildLog] };
  });
  const caches = [join(root, 'cache'), ...own.map(({ mirror }) => mirror)];
  const paths = [...caches, ...own.flatMap(({ shared, logs }) => [shared, ...logs])];
  const sizes = await measureFolders(paths.filter(existsSync), signal);
  const sum = (some: readonly string[]) =>
    some.reduce((total, path) => total + (sizes.get(path) ?? 0), 0);
  return {
    cacheBytes: sum(caches),
    projects: new Map(
      own.map(({ id, shared, logs }) => [id, { logsBytes: sum(logs), sharedBytes: sum([shared]) }]),
    ),
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
