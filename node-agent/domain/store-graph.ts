/** Store paths with what they refer to, as `nix path-info --json` tells them. */
export type StoreGraph = ReadonlyMap<string, { bytes: number; references: readonly string[] }>;

interface PathInfo {
  path?: string;
  narSize?: number;
  references?: string[];
}

/** Reads the list of older versions of Nix and the object of newer ones. */
export function readStoreGraph(json: string): StoreGraph {
  const said = JSON.parse(json) as PathInfo[] | Record<string, PathInfo | null>;
  const entries: (readonly [string, PathInfo | null])[] = Array.isArray(said)
    ? said.map((info) => [info.path ?? '', info] as const)
    : Object.entries(said);
  return new Map(
    entries.map(([path, info]) => [
      path,
      { bytes: info?.narSize ?? 0, references: info?.references ?? [] },
    ]),
  );
}

/** Everything that a path needs, itself included. */
export function closureIn(graph: StoreGraph, path: string): Set<string> {
  const closure = new Set<string>(graph.has(path) ? [path] : []);
  // A set grows while it is walked through.
  for (const member of closure) {
    for (const reference of graph.get(member)?.references ?? []) {
      if (graph.has(reference)) closure.add(reference);
    }
  }
  return closure;
}

export interface KeptSize {
  /** The whole closure. */
  bytes: number;
  /** What nothing else that is kept needs. */
  ownBytes: number;
}

/** How much each of several kept paths holds; two releases of one path share all of it. */
export function keptSizes(graph: StoreGraph, paths: readonly string[]): KeptSize[] {
  const closures = paths.map((path) => closureIn(graph, path));
  const users = new Map<string, number>();
  for (const closure of closures) {
    for (const member of closure) users.set(member, (users.get(member) ?? 0) + 1);
  }
  const sum = (members: Iterable<string>) =>
    [...members].reduce((total, member) => total + (graph.get(member)?.bytes ?? 0), 0);
  return closures.map((closure) => ({
    bytes: sum(closure),
    ownBytes: sum([...closure].filter((member) => users.get(member) === 1)),
  }));
}
