/** A disk, as far as room on it matters. */
export interface Disk {
  totalBytes: number;
  freeBytes: number;
}

const gibibyte = 1024 ** 3;

/** A build of a usual application and its toolchain fit in. */
const floorBytes = 2 * gibibyte;
const floorShare = 0.1;

/** So much more is freed than needed: otherwise the next deployment would be back at the floor. */
const headroom = 1.25;

/** Below so much free space a disk is low. */
function diskFloor({ totalBytes }: Pick<Disk, 'totalBytes'>): number {
  return Math.max(floorBytes, totalBytes * floorShare);
}

/** How many bytes to free; 0 while the disk is not low. */
export function bytesToFree(disk: Disk): number {
  const floor = diskFloor(disk);
  return disk.freeBytes >= floor ? 0 : Math.ceil(floor * headroom - disk.freeBytes);
}

/** "1.2 of 40.0 GiB free" */
export function diskText({ freeBytes, totalBytes }: Disk): string {
  return `${(freeBytes / gibibyte).toFixed(1)} of ${(totalBytes / gibibyte).toFixed(1)} GiB free`;
}
