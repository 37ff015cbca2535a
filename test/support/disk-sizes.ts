import type { DiskSpace } from '../../node-agent/ports.ts';

/** A disk of which nothing is known. */
export const unmeasured: Pick<DiskSpace, 'store' | 'kept' | 'folders'> = {
  store: async () => ({ storeBytes: 0, freeableBytes: 0 }),
  kept: async (paths) => paths.map(() => ({ bytes: 0, ownBytes: 0 })),
  folders: async () => ({ cacheBytes: 0, projects: new Map() }),
};
