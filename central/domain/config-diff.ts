/** A difference between two config files. Null: it is not there. */
export interface ConfigChange {
  /** As in JavaScript: build.commands[0]. */
  path: string;
  from: string | null;
  to: string | null;
}

/** More nobody reads. */
const changesMax = 200;

/** What is different between two parsed config files, leaf by leaf. */
export function configDiff(from: unknown, to: unknown): ConfigChange[] {
  const before = leavesOf(from);
  const after = leavesOf(to);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .slice(0, changesMax);
}

function leavesOf(config: unknown): Map<string, string> {
  const leaves = new Map<string, string>();
  collect(config, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  const inner = partsOf(value, path);
  for (const [innerPath, part] of inner) collect(part, innerPath, leaves);
  if (inner.length > 0 || value === undefined) return;
  leaves.set(path, typeof value === 'string' ? value : JSON.stringify(value));
}

/** Empty of what has no parts: an empty list is a leaf. */
function partsOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.map((item, index) => [`${path}[${index}]`, item]);
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(value).map(([key, item]) => [`${prefix}${key}`, item]);
}
