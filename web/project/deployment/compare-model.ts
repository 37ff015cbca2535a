/** What the API tells about the difference to an earlier release. */
export interface Compare {
  against: number | null;
  commits: readonly { sha: string; subject: string; author: string; url: string | null }[];
  commitsMore: boolean;
  config: readonly { path: string; from?: unknown; to?: unknown }[];
  secrets: {
    added: readonly string[];
    removed: readonly string[];
    changed: readonly string[];
  };
  closure: Closure | null;
}

interface Closure {
  added: readonly { name: string; version: string; bytes: number }[];
  removed: readonly { name: string; version: string; bytes: number }[];
  changed: readonly { name: string; from: string; to: string; bytes: number }[];
  bytesFrom: number;
  bytesTo: number;
}

/** A line of what changed: something came, went, or is another now. */
export interface Change {
  change: 'added' | 'removed' | 'changed';
  name: string;
  from: string | undefined;
  to: string | undefined;
  /** Size, or by how much it differs; undefined where size means nothing. */
  bytes: number | undefined;
}

export interface CompareModel {
  config: Change[];
  secrets: Change[];
  packages: Change[];
  /** By how much all that the release needs on disk has grown; undefined when nobody knows. */
  growth: { from: number; to: number } | undefined;
  /** Nothing at all differs, as far as is known. */
  isSame: boolean;
}

export function compareModel({ commits, config, secrets, closure }: Compare): CompareModel {
  const model = {
    config: config.map(configChange),
    secrets: secretChanges(secrets),
    packages: closure === null ? [] : packageChanges(closure),
    growth: closure === null ? undefined : { from: closure.bytesFrom, to: closure.bytesTo },
  };
  const changes = [commits, model.config, model.secrets, model.packages];
  return { ...model, isSame: changes.every(({ length }) => length === 0) };
}

function configChange({ path, from, to }: Compare['config'][number]): Change {
  const change = isNothing(from) ? 'added' : isNothing(to) ? 'removed' : 'changed';
  return { change, name: path, from: valueText(from), to: valueText(to), bytes: undefined };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Texts as they are, anything else as JSON. */
function valueText(value: unknown): string | undefined {
  if (isNothing(value)) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function secretChanges({ added, removed, changed }: Compare['secrets']): Change[] {
  const none = { from: undefined, to: undefined, bytes: undefined };
  const changes = [
    ...added.map((name): Change => ({ change: 'added', name, ...none })),
    ...changed.map((name): Change => ({ change: 'changed', name, ...none })),
    ...removed.map((name): Change => ({ change: 'removed', name, ...none })),
  ];
  return changes.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The largest first: what makes a release grow is what one looks for. */
function packageChanges({ added, removed, changed }: Closure): Change[] {
  const changes = [
    ...added.map(({ name, version, bytes }): Change => {
      return { change: 'added', name, from: undefined, to: known(version), bytes };
    }),
    ...changed.map(({ name, from, to, bytes }): Change => {
      return { change: 'changed', name, ...versions(from, to), bytes };
    }),
    ...removed.map(({ name, version, bytes }): Change => {
      return { change: 'removed', name, from: known(version), to: undefined, bytes: -bytes };
    }),
  ];
  return changes.toSorted((a, b) => Math.abs(b.bytes ?? 0) - Math.abs(a.bytes ?? 0));
}

/** Not every store path names a version. */
function known(version: string): string | undefined {
  return version === '' ? undefined : version;
}

/** The same version built anew is no news but for its size. */
function versions(from: string, to: string): Pick<Change, 'from' | 'to'> {
  return from === to ? { from: undefined, to: undefined } : { from: known(from), to: known(to) };
}
