/** What uv.lock, poetry.lock and Pipfile.lock have in common, and how they are read. */
import { type MarkerEnvironment, markerHolds, normalName } from './python-markers.ts';

export interface LockedFile {
  filename: string;
  /** Undefined where the lock has only names. */
  url: string | undefined;
  /** "sha256:…" */
  hashes: readonly string[];
}

export interface LockedPackage {
  name: string;
  version: string;
  files: readonly LockedFile[];
  /** Folder in the repository, for packages that are part of it; "" is not one. */
  path: string | undefined;
  /** Where it comes from when that is neither an index nor a file: "git+https://…". */
  foreign: string | undefined;
  dependencies: readonly LockedDependency[];
  /** By name of the extra. */
  optional: Readonly<Record<string, readonly LockedDependency[]>>;
}

export interface LockedDependency {
  name: string;
  version: string | undefined;
  marker: string | undefined;
  extras: readonly string[];
}

/** Names of the packages that each list of a project leads to: "main", "group-dev", "extra-web". */
export type PackageLists = Readonly<Record<string, readonly LockedPackage[]>>;

/** All packages that these wishes lead to, under the conditions of one Python. */
export function reachable(
  wishes: readonly LockedDependency[],
  packages: readonly LockedPackage[],
  environment: MarkerEnvironment,
): LockedPackage[] {
  const found = new Set<LockedPackage>();
  const done = new Set<string>();
  const queue = [...wishes];
  for (let wish = queue.pop(); wish !== undefined; wish = queue.pop()) {
    const target = packageFor(wish, packages);
    if (target === undefined || !markerHolds(wish.marker, environment)) continue;
    const key = `${target.name} ${target.version} ${wish.extras.join()}`;
    if (done.has(key)) continue;
    done.add(key);
    found.add(target);
    queue.push(
      ...target.dependencies.filter(({ marker }) => markerHolds(marker, environment, wish.extras)),
    );
    queue.push(...wish.extras.flatMap((extra) => target.optional[extra] ?? []));
  }
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function packageFor(
  { name, version }: LockedDependency,
  packages: readonly LockedPackage[],
): LockedPackage | undefined {
  const own = packages.filter((one) => one.name === name);
  return own.find((one) => one.version === version) ?? own[0];
}

type Table = Readonly<Record<string, unknown>>;

export function tableOf(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Table)
    : {};
}

export function tablesOf(value: unknown): Table[] {
  return Array.isArray(value) ? value.map(tableOf) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function nameOf(value: unknown): string {
  return normalName(textOf(value) ?? '');
}
