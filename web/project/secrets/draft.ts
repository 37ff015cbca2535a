/** What somebody has changed and not saved yet. It lives in a component's state and nowhere else. */
import { keyProblem, valueProblem } from './key-rules.ts';

export type SecretKind = 'sensitive' | 'plain';

/** What the editor needs to know of a secret that is stored. */
export interface StoredSecret {
  key: string;
  /** Id of the node whose own value it is; null: every node's. */
  node: string | null;
  kind: SecretKind;
  version: number;
  note: string;
  remindAt: string | null;
}

/** Undefined: stays as it is. */
export interface SecretEdit {
  value?: string | undefined;
  kind?: SecretKind | undefined;
  note?: string | undefined;
  remindAt?: string | null | undefined;
}

export interface DraftEntry extends SecretEdit {
  key: string;
  node: string | null;
  change: 'added' | 'changed' | 'removed';
  /** Version of the stored secret when the change began; 0: there was none. */
  baseVersion: number;
}

/** By `entryId`, in the order in which the changes began. */
export type Draft = ReadonlyMap<string, DraftEntry>;

export const emptyDraft: Draft = new Map();

/** Names a secret of one node, or of every node, within the project. */
export function entryId({ key, node }: { key: string; node: string | null }): string {
  return `${node ?? ''}/${key}`;
}

/** Adds a secret that is not stored yet, or goes on editing it. */
export function draftAdd(
  draft: Draft,
  added: { key: string; node: string | null } & SecretEdit,
): Draft {
  return withEntry(draft, { ...added, change: 'added', baseVersion: 0 });
}

/** Changes a stored secret; a change that changes nothing leaves the draft. */
export function draftEdit(draft: Draft, stored: StoredSecret, edit: SecretEdit): Draft {
  const id = entryId(stored);
  const present = draft.get(id);
  const base = present?.change === 'changed' ? present : undefined;
  const next = pruned(stored, {
    value: 'value' in edit ? edit.value : base?.value,
    kind: edit.kind ?? base?.kind,
    note: edit.note ?? base?.note,
    remindAt: 'remindAt' in edit ? edit.remindAt : base?.remindAt,
  });
  if (Object.keys(next).length === 0) return draftUndo(draft, id);
  const baseVersion = base?.baseVersion ?? stored.version;
  const { key, node } = stored;
  return withEntry(draft, { ...next, key, node, change: 'changed', baseVersion });
}

/** Marks a stored secret as removed. */
export function draftRemove(draft: Draft, stored: StoredSecret): Draft {
  const { key, node, version } = stored;
  return withEntry(draft, { key, node, change: 'removed', baseVersion: version });
}

/** Takes one change back. */
export function draftUndo(draft: Draft, id: string): Draft {
  const next = new Map(draft);
  next.delete(id);
  return next;
}

function withEntry(draft: Draft, entry: DraftEntry): Draft {
  return new Map(draft).set(entryId(entry), entry);
}

/** Only what differs from what is stored; a typed value always does, for the stored one is unknown. */
function pruned(stored: StoredSecret, edit: SecretEdit): SecretEdit {
  const next: SecretEdit = {};
  if (edit.value !== undefined) next.value = edit.value;
  if (edit.kind !== undefined && edit.kind !== stored.kind) next.kind = edit.kind;
  if (edit.note !== undefined && edit.note !== stored.note) next.note = edit.note;
  if (edit.remindAt !== undefined && edit.remindAt !== stored.remindAt)
    next.remindAt = edit.remindAt;
  return next;
}

/** What stands against saving, by `entryId`. */
export function draftProblems(
  draft: Draft,
  stored: readonly StoredSecret[],
): ReadonlyMap<string, string> {
  const present = new Set(stored.map(entryId));
  const problems = new Map<string, string>();
  for (const [id, entry] of draft) {
    const problem = entryProblem(entry, present.has(id));
    if (problem !== undefined) problems.set(id, problem);
  }
  return problems;
}

function entryProblem(entry: DraftEntry, isStored: boolean): string | undefined {
  if (entry.change === 'removed') return undefined;
  const { value } = entry;
  if (entry.change === 'added') {
    if (isStored) return `${entry.key} exists already; edit it instead`;
    return keyProblem(entry.key) ?? valueProblem(value ?? '');
  }
  return value === undefined ? undefined : valueProblem(value);
}
