import { compareVersions, type Pin, type ToolchainTable } from '../../lib/toolchains/table.ts';
import { UserError } from '../../lib/user-error.ts';

export type { Pin, ToolchainTable } from '../../lib/toolchains/table.ts';

/** The first of the pins which this Nix can evaluate. */
export function choosePin(
  table: ToolchainTable,
  names: readonly string[],
  nixVersion: string,
): Pin & { name: string } {
  for (const name of names) {
    const pin = table.pins[name];
    if (pin !== undefined && canEvaluate(pin, nixVersion)) return { ...pin, name };
  }
  throw new UserError(
    'nix_too_old',
    `Nix ${nixVersion} cannot evaluate nixpkgs ${names.join(', ')}`,
    { hint: 'Install Nix 2.18 or newer on this node' },
  );
}

function canEvaluate({ needsNix }: Pin, nixVersion: string): boolean {
  return needsNix === undefined || compareVersions(nixVersion, needsNix) >= 0;
}
