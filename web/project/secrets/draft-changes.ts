/** From a draft to what central is asked for, to its summary, and to what stands in its way. */
import { type Draft, type DraftEntry, draftUndo, entryId, type StoredSecret } from './draft.ts';

/** Body of PATCH /projects/:project/secrets, without `apply`. */
export interface SecretsPatch {
  node?: string;
  set?: Record<string, string>;
  unset?: string[];
  kind?: Record<string, 'sensitive' | 'plain'>;
  note?: Record<string, string>;
  remindAt?: Record<string, string | null>;
}

/** One change for every node's values, and one for each node that has its own. */
export function patchesOf(draft: Draft): SecretsPatch[] {
  const byNode = Map.groupBy(draft.values(), (entry) => entry.node ?? '');
  return [...byNode].map(([node, entries]) => ({
    ...(node === '' ? {} : { node }),
    ...patchOf(entries),
  }));
}

function patchOf(entries: readonly DraftEntry[]): SecretsPatch {
  const removed = entries.filter(({ change }) => change === 'removed').map(({ key }) => key);
  const kept = entries.filter(({ change }) => change !== 'removed');
  const set = valuesOf(kept, ({ value, change }) => (change === 'added' ? (value ?? '') : value));
  const kind = valuesOf(kept, (entry) => entry.kind);
  const note = valuesOf(kept, (entry) => entry.note);
  const remindAt = valuesOf(kept, (entry) => entry.remindAt);
  return {
    ...(set === undefined ? {} : { set }),
    ...(removed.length === 0 ? {} : { unset: removed }),
    ...(kind === undefined ? {} : { kind }),
    ...(note === undefined ? {} : { note }),
    ...(remindAt === undefined ? {} : { remindAt }),
  };
}

function valuesOf<T>(
  entries: readonly DraftEntry[],
  pick: (entry: DraftEntry) => T | undefined,
): Record<string, T> | undefined {
  const pairs = entries.flatMap((entry): [string, T][] => {
    const value = pick(entry);
    return value === undefined ? [] : [[entry.key, value]];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** "2 added, 1 changed, 1 removed"; empty for an empty draft. */
export function draftSummary(draft: Draft): string {
  return (['added', 'changed', 'removed'] as const)
    .map((change) => ({ change, count: [...draft.values()].filter(is(change)).length }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => `${count} ${change}`)
    .join(', ');
}

function is(change: DraftEntry['change']) {
  return (entry: DraftEntry) => entry.change === change;
}

export interface DraftConflict {
  id: string;
  key: string;
  /** What somebody else did meanwhile to what the draft is about to change. */
  theirs: 'added' | 'changed' | 'removed';
  mine: DraftEntry['change'];
}

/** Where somebody else has changed, since the draft began, what the draft changes too. */
export function draftConflicts(draft: Draft, stored: readonly StoredSecret[]): DraftConflict[] {
  const now = new Map(stored.map((secret) => [entryId(secret), secret]));
  return [...draft].flatMap(([id, entry]) => {
    const theirs = theirChange(entry, now.get(id));
    return theirs === undefined ? [] : [{ id, key: entry.key, theirs, mine: entry.change }];
  });
}

function theirChange(entry: DraftEntry, now: StoredSecret | undefined) {
  if (now === undefined) return entry.baseVersion === 0 ? undefined : 'removed';
  if (entry.baseVersion === 0) return 'added';
  return now.version === entry.baseVersion ? undefined : 'changed';
}

/** Keeps mine against what is stored now: the draft goes on from the present state. */
export function keepMine(draft: Draft, stored: readonly StoredSecret[]): Draft {
  const now = new Map(stored.map((secret) => [entryId(secret), secret]));
  return new Map(
    [...draft].flatMap(([id, entry]): [string, DraftEntry][] => {
      const rebased = rebase(entry, now.get(id));
      return rebased === undefined ? [] : [[id, rebased]];
    }),
  );
}

/** Undefined: nothing is left that could be removed, or of which a note could be changed. */
function rebase(entry: DraftEntry, now: StoredSecret | undefined): DraftEntry | undefined {
  if (now !== undefined) {
    const change = entry.change === 'removed' ? 'removed' : 'changed';
    return { ...entry, change, baseVersion: now.version };
  }
  if (entry.change === 'removed' || entry.value === undefined) return undefined;
  return { ...entry, change: 'added', baseVersion: 0 };
}

/** Takes theirs: what they changed leaves the draft, the rest stays. */
export function takeTheirs(draft: Draft, conflicts: readonly DraftConflict[]): Draft {
  return conflicts.reduce((rest, { id }) => draftUndo(rest, id), draft);
}
