/** What the sweep and the disk report need from outside. */
import type { Disk } from './domain/disk-space.ts';
import type { ProjectRef } from './domain/folders.ts';
import type { KeptSize } from './domain/store-graph.ts';

/** Room on this node's disks: what the sweep works with. */
export interface DiskSpace {
  /** Of the agent's folders and of the Nix store, which may share a disk. */
  measure(): Promise<{ root: Disk; store: Disk }>;
  /** Bytes of the whole Nix store, and of what nothing needs any more. */
  store(signal: AbortSignal): Promise<{ storeBytes: number; freeableBytes: number }>;
  /** How much of the store each path keeps, in their order. */
  kept(paths: readonly string[], signal: AbortSignal): Promise<KeptSize[]>;
  /** Bytes of the agent's folders. */
  folders(
    projects: readonly Pick<ProjectRef, 'id' | 'slug'>[],
    signal: AbortSignal,
  ): Promise<FolderSizes>;
  /** Lets go of dependency sets that no deployment used for so long. Returns how many. */
  forgetDependencies(unusedMs: number): Promise<number>;
  /**
   * Removes store paths that nothing keeps until so many bytes are freed. Never while a build runs.
   * Returns what was freed, in words.
   *
   * @param request.sparing keeps what kept releases were built from
   */
  collectGarbage(
    request: { bytes: number; sparing: boolean },
    signal: AbortSignal,
  ): Promise<string>;
}

export interface FolderSizes {
  /** Fetched files and mirrors of repositories. */
  cacheBytes: number;
  projects: Map<number, { logsBytes: number; sharedBytes: number }>;
}
