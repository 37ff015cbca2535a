import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
});

/** The runtime has a place of its own, and its package is mostly headers and documentation. */
const runtime = /^node_modules\/node(-|$)/;

/** Folders of the packages that central runs with, from package-lock.json: nothing that only develops or tests it. */
export function productionPackages(lock: string): string[] {
  const { packages } = lockSchema.parse(JSON.parse(lock));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true)
    .map(([path]) => path)
    .filter(
      (path) =>
        !runtime.test(path) && !path.replace('node_modules/', '').includes('/node_modules/'),
    );
}
