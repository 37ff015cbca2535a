/** What a node's disk is used for, from what the node tells when it is asked. */
export interface DiskRelease {
  number: number;
  bytes: number;
  ownBytes: number;
  live: boolean;
  keptFor: string;
}

export interface DiskReport {
  storeBytes: number;
  freeableBytes: number;
  cacheBytes: number;
  projects: readonly {
    project: string;
    releases: readonly DiskRelease[];
    logsBytes: number;
    sharedBytes: number;
  }[];
}

export interface ProjectDisk {
  project: string;
  /** Store of its largest release (releases share most of it), logs and shared files. */
  bytes: number;
  releases: readonly DiskRelease[];
  logsBytes: number;
  sharedBytes: number;
}

/** Projects with what they keep, the largest first. */
export function projectsOnDisk({ projects }: DiskReport): ProjectDisk[] {
  return projects
    .map((each) => ({ ...each, bytes: keptBytes(each) }))
    .sort((a, b) => b.bytes - a.bytes || a.project.localeCompare(b.project));
}

function keptBytes({ releases, logsBytes, sharedBytes }: DiskReport['projects'][number]): number {
  const [largest, ...others] = releases.toSorted((a, b) => b.bytes - a.bytes);
  const own = others.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
  return (largest?.bytes ?? 0) + own + logsBytes + sharedBytes;
}

export interface DiskShare {
  name: string;
  bytes: number;
  /** Of the whole disk, 0 to 100. */
  percent: number;
}

/** The disk as one bar: what vpspilot keeps, what cleaning would free, everything else, what is free. */
export function diskShares(
  disk: { totalBytes: number; availableBytes: number },
  report: DiskReport,
): { store: DiskShare; freeable: DiskShare; cache: DiskShare; other: DiskShare; free: DiskShare } {
  const { totalBytes } = disk;
  const free = Math.min(disk.availableBytes, totalBytes);
  const used = totalBytes - free;
  // What the node told and the last heartbeat are of different moments: no part is below nothing.
  const freeable = Math.min(report.freeableBytes, report.storeBytes, used);
  const store = Math.min(report.storeBytes - freeable, used - freeable);
  const cache = Math.min(report.cacheBytes, used - freeable - store);
  const share = (name: string, bytes: number) => ({
    name,
    bytes,
    percent: totalBytes === 0 ? 0 : (bytes / totalBytes) * 100,
  });
  return {
    store: share('Needed by projects', Math.max(0, store)),
    freeable: share('Cleaning would free', Math.max(0, freeable)),
    cache: share('Fetched files', Math.max(0, cache)),
    other: share('Everything else', Math.max(0, used - freeable - store - cache)),
    free: share('Free', free),
  };
}
