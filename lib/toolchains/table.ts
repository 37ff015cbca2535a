/** What templates/toolchains.json holds: which versions of each language there are, and where they come from. */

/** A revision of nixpkgs. `lastModified` stands only where it is known for certain: Nix refuses a wrong one. */
export interface Pin {
  rev: string;
  narHash: string;
  lastModified?: number;
  /** Oldest Nix that can evaluate it. */
  needsNix?: string;
}

export interface RuntimeVersion {
  /** Names of pins that have the attribute, best first. */
  pins: readonly string[];
  attribute: string;
  /** ISO date of the day after which nobody mends it any more. */
  endOfLife?: string;
  /** Pins in which nixpkgs may refuse it as insecure, so that it must be permitted by name. */
  permittedInsecure?: readonly string[];
}

export interface Runtime {
  /** "Node.js" */
  title: string;
  /** The version for those who do not ask, and for ranges that it lies within. */
  default: string;
  versions: Readonly<Record<string, RuntimeVersion>>;
  /** Names of nixpkgs' packages that must be permitted where a version is marked as insecure. */
  insecurePackages: readonly string[];
  /** Other names of versions: "hydrogen" is 18. */
  aliases?: Readonly<Record<string, string>>;
  /** Versions that people ask for and that cannot be had, with the reason. */
  unavailable?: Readonly<Record<string, string>>;
}

/** templates/toolchains.json */
export interface ToolchainTable {
  pins: Readonly<Record<string, Pin>>;
  /** For projects that ask for no runtime. */
  defaultPins: readonly string[];
  runtimes: Readonly<Record<string, Runtime>>;
}

/** Negative, zero or positive, like a sort function: "1.9" is before "1.21". */
export function compareVersions(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The versions of a runtime, oldest first. */
export function versionsOf(runtime: Runtime): string[] {
  return Object.keys(runtime.versions).sort(compareVersions);
}
