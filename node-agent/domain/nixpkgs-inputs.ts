import type { ChosenRuntime } from '../../lib/toolchains/choose-runtime.ts';
import type { ToolchainTable } from '../../lib/toolchains/table.ts';

/** Runtimes that come from the same revision of nixpkgs. */
export interface RuntimeGroup {
  /** Names of the pins that have all of them, best first. */
  pins: readonly string[];
  runtimes: readonly ChosenRuntime[];
}

/**
 * As few revisions as will do: each costs an evaluation of its own and a C library of its own. The
 * first one also gives everything that is no runtime.
 */
export function groupRuntimes(
  runtimes: readonly ChosenRuntime[],
  defaultPins: readonly string[],
): RuntimeGroup[] {
  const groups: RuntimeGroup[] = [];
  for (const runtime of runtimes) {
    const joined = groups.findIndex((group) => commonPins([...group.runtimes, runtime]).length > 0);
    const members = [...(groups[joined]?.runtimes ?? []), runtime];
    const group = { pins: commonPins(members), runtimes: members };
    groups.splice(joined === -1 ? groups.length : joined, 1, group);
  }
  return groups.length > 0 ? groups : [{ pins: defaultPins, runtimes: [] }];
}

/** By how far down they stand in the lists of all; at equal places the first runtime decides. */
function commonPins(runtimes: readonly ChosenRuntime[]): string[] {
  const [first, ...others] = runtimes;
  const rank = (name: string) => runtimes.reduce((sum, { pins }) => sum + pins.indexOf(name), 0);
  return (first?.pins ?? [])
    .filter((name) => others.every(({ pins }) => pins.includes(name)))
    .sort((a, b) => rank(a) - rank(b));
}

/** Packages that nixpkgs would refuse as insecure in this pin, although the project asks for them. */
export function permittedPackages(
  { runtimes: table }: ToolchainTable,
  pin: string,
  runtimes: readonly Pick<ChosenRuntime, 'runtime' | 'version'>[],
): string[] {
  const packages = runtimes.flatMap(({ runtime, version }) => {
    const row = table[runtime]?.versions[version];
    const isMarked = row?.permittedInsecure?.includes(pin) === true;
    return isMarked ? (table[runtime]?.insecurePackages ?? []) : [];
  });
  return [...new Set(packages)];
}

/** "nixpkgs", "nixpkgs_2": the inputs of a flake. */
export function inputName(index: number): string {
  return index === 0 ? 'nixpkgs' : `nixpkgs_${index + 1}`;
}

/** "pkgs", "pkgs_2": what their packages are called in the flake. */
export function packagesName(index: number): string {
  return index === 0 ? 'pkgs' : `pkgs_${index + 1}`;
}
