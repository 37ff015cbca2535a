/** A package in the store that a release needs. */
export interface StorePackage {
  name: string;
  version: string;
  bytes: number;
}

export interface ClosureDiff {
  added: StorePackage[];
  removed: StorePackage[];
  /** `bytes`: how much larger it became. */
  changed: { name: string; from: string; to: string; bytes: number }[];
  bytesFrom: number;
  bytesTo: number;
}

/** What is different between two closures; undefined when one of them is not known. */
export function closureDiff(
  from: readonly StorePackage[] | undefined,
  to: readonly StorePackage[] | undefined,
): ClosureDiff | undefined {
  if (from === undefined || to === undefined) return undefined;
  const before = byName(from);
  const after = byName(to);
  const changed = [...after.values()].flatMap((now) => {
    const old = before.get(now.name);
    if (old === undefined || (old.version === now.version && old.bytes === now.bytes)) return [];
    return [{ name: now.name, from: old.version, to: now.version, bytes: now.bytes - old.bytes }];
  });
  return {
    added: [...after.values()].filter(({ name }) => !before.has(name)),
    removed: [...before.values()].filter(({ name }) => !after.has(name)),
    changed,
    bytesFrom: totalBytes(from),
    bytesTo: totalBytes(to),
  };
}

/** A closure may have several versions of one package: they are shown as one. */
function byName(packages: readonly StorePackage[]): Map<string, StorePackage> {
  const groups = Map.groupBy(packages, ({ name }) => name);
  return new Map(
    [...groups].map(([name, group]) => {
      const versions = [...new Set(group.map(({ version }) => version))].sort();
      return [name, { name, version: versions.join(', '), bytes: totalBytes(group) }];
    }),
  );
}

function totalBytes(packages: readonly StorePackage[]): number {
  return packages.reduce((sum, { bytes }) => sum + bytes, 0);
}
