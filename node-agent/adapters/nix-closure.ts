import { nixClosure } from '../commands/nix.ts';
import { packagesOf, readPathSizes, type StorePackage } from '../domain/store-packages.ts';
import { runNix } from './nix-command.ts';

/** What a store path needs, as packages. */
export async function readClosure(
  nix: string,
  storePath: string,
  signal: AbortSignal,
): Promise<StorePackage[]> {
  const { stdout } = await runNix(nixClosure(nix, [storePath]), { signal });
  return packagesOf(readPathSizes(stdout));
}
