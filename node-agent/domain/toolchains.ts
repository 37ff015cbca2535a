import { UserError } from '../../lib/user-error.ts';

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
  /** ISO date. */
  endOfLife?: string;
}

/** templates/toolchains.json */
export interface ToolchainTable {
  pins: Readonly<Record<string, Pin>>;
  /** For projects that ask for no runtime. */
  defaultPins: readonly string[];
  runtimes: Readonly<
    Record<string, { default: string; versions: Readonly<Record<string, RuntimeVersion>> }>
  >;
}

export interface ChosenRuntime {
  runtime: string;
  /** Key of the table: "20". */
  version: string;
  attribute: string;
  pins: readonly string[];
  /** What the user should know: end of life, a patch version that cannot be had. */
  notes: string[];
}

/**
 * Finds the table's row for what a project asked for: "20", "20.11", "v20.11.1", "20.x", ">=18",
 * "^20", "latest", "lts", or nothing. A range takes the newest row within it.
 *
 * @throws UserError `runtime_unknown` listing the versions that work.
 */
export function chooseRuntime(
  table: ToolchainTable,
  runtime: string,
  wish: string | undefined,
  today: string,
): ChosenRuntime {
  const rows = table.runtimes[runtime];
  if (rows === undefined) throw new Error(`no runtime called ${runtime} in the table`);
  const known = Object.keys(rows.versions).sort(compareVersions);
  const version = matching(wish?.trim() ?? '', rows.default, known);
  const row = version === undefined ? undefined : rows.versions[version];
  if (version === undefined || row === undefined) {
    throw new UserError(
      'runtime_unknown',
      `runtime.${runtime} is "${wish}", which is not available`,
      {
        hint: `Versions that work: ${known.join(', ')}`,
      },
    );
  }
  const { attribute, pins, endOfLife } = row;
  const notes: string[] = [];
  if (endOfLife !== undefined && endOfLife < today) {
    notes.push(`${runtime} ${version} gets no security fixes since ${endOfLife}`);
  }
  if (isMorePrecise(wish ?? '', version)) {
    notes.push(
      `${runtime} ${wish} was asked for; the newest ${version} of the pinned nixpkgs is used`,
    );
  }
  return { runtime, version, attribute, pins, notes };
}

/** The first of the pins which this Nix can evaluate. */
export function choosePin(
  table: ToolchainTable,
  names: readonly string[],
  nixVersion: string,
): Pin & { name: string } {
  for (const name of names) {
    const pin = table.pins[name];
    if (pin === undefined) continue;
    if (pin.needsNix === undefined || compareVersions(nixVersion, pin.needsNix) >= 0) {
      return { ...pin, name };
    }
  }
  throw new UserError(
    'nix_too_old',
    `Nix ${nixVersion} cannot evaluate nixpkgs ${names.join(', ')}`,
    {
      hint: 'Install Nix 2.18 or newer on this node',
    },
  );
}

/** Negative, zero or positive, like a sort function: "1.9" is before "1.21". */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const plain = /^v?(\d+(?:\.\d+){0,2})(?:\.[xX*])?$/;
const range = /^(>=|\^|~|>)\s*v?(\d+(?:\.\d+){0,2})$/;

function matching(wish: string, standard: string, known: readonly string[]): string | undefined {
  if (['', 'latest', 'lts', 'lts/*', '*', 'x'].includes(wish)) return standard;
  const [, exact] = plain.exec(wish) ?? [];
  if (exact !== undefined) return known.find((row) => isWithin(exact, row));
  const [, operator, from] = range.exec(wish) ?? [];
  if (from === undefined) return undefined;
  if (operator === '~' || operator === '^') return known.find((row) => isWithin(from, row));
  return known.findLast((row) =>
    operator === '>=' ? compareVersions(row, cut(from, row)) >= 0 : compareVersions(row, from) > 0,
  );
}

/** "20.11.1" lies within row "20"; "20" does not lie within row "2". */
function isWithin(version: string, row: string): boolean {
  return version === row || version.startsWith(`${row}.`);
}

/** As many parts of the version as the row has. */
function cut(version: string, row: string): string {
  return version.split('.').slice(0, row.split('.').length).join('.');
}

function isMorePrecise(wish: string, row: string): boolean {
  const [, exact] = plain.exec(wish.trim()) ?? [];
  return exact !== undefined && exact !== row;
}
