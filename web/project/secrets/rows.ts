/** What the table shows: what is stored, with what is about to change, and what is missing. */
import type { components } from '../../../lib/api/openapi.ts';
import { type Draft, type DraftEntry, entryId } from './draft.ts';

export type Secret = components['schemas']['Secret'];

export interface SecretRow {
  id: string;
  key: string;
  node: string | null;
  nodeName: string | null;
  /** Undefined: it is only in the draft yet. */
  stored: Secret | undefined;
  entry: DraftEntry | undefined;
  /** No placeholder of the current config names it. */
  isUnused: boolean;
  /** A node's own value stands in front of this one there. */
  overriddenOn: readonly string[];
}

export interface RowsInput {
  items: readonly Secret[];
  unused: readonly string[];
  draft: Draft;
  nodeName: (id: string) => string | undefined;
}

/** One row for each secret and each new one of the draft, by name; a node's own value below. */
export function secretRows({ items, unused, draft, nodeName }: RowsInput): SecretRow[] {
  const isUnused = new Set(unused);
  const overrides = Map.groupBy(
    items.filter(({ node }) => node !== null),
    ({ key }) => key,
  );
  const row = (
    { key, node }: { key: string; node: string | null },
    stored: Secret | undefined,
    entry: DraftEntry | undefined,
  ): SecretRow => ({
    ...{ id: entryId({ key, node }), key, node, stored, entry },
    nodeName: node === null ? null : (stored?.nodeName ?? nodeName(node) ?? node),
    isUnused: stored !== undefined && isUnused.has(key),
    overriddenOn:
      node === null ? (overrides.get(key) ?? []).map((each) => each.nodeName ?? '') : [],
  });
  const known = items.map((item) => row(item, item, draft.get(entryId(item))));
  const ids = new Set(known.map(({ id }) => id));
  const added = [...draft.values()]
    .filter((entry) => !ids.has(entryId(entry)))
    .map((entry) => row(entry, undefined, entry));
  return [...known, ...added].sort(byKeyThenNode);
}

function byKeyThenNode(a: SecretRow, b: SecretRow): number {
  return compare(a.key, b.key) || compare(a.nodeName ?? '', b.nodeName ?? '');
}

/** Not by locale: names of variables are ASCII, and _ belongs where the terminal has it. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export interface RowFilter {
  text: string;
  only: 'all' | 'unused' | 'changed' | 'due';
}

/** The rows somebody looks for; by name and note, never by value. */
export function filterRows(
  rows: readonly SecretRow[],
  { text, only }: RowFilter,
  now: number,
): SecretRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => matchesText(row, wanted) && matchesOnly(row, only, now));
}

function matchesText(row: SecretRow, wanted: string): boolean {
  if (wanted === '') return true;
  const texts = [row.key, row.stored?.note, row.entry?.note, row.nodeName];
  return texts.some((each) => each?.toLowerCase().includes(wanted) === true);
}

function matchesOnly(row: SecretRow, only: RowFilter['only'], now: number): boolean {
  if (only === 'unused') return row.isUnused;
  if (only === 'changed') return row.entry !== undefined;
  if (only === 'due') return reminderState(row.stored?.remindAt ?? null, now) !== undefined;
  return true;
}

const soonDays = 14;

/** "due" when the day has come, "soon" two weeks before; undefined when there is time or no date. */
export function reminderState(remindAt: string | null, now: number): 'due' | 'soon' | undefined {
  if (remindAt === null) return undefined;
  const leftMs = Date.parse(remindAt) - now;
  if (leftMs <= 0) return 'due';
  return leftMs < soonDays * 86_400_000 ? 'soon' : undefined;
}

/** Missing placeholders that the draft does not bring yet. */
export function stillMissing(missing: readonly string[], draft: Draft): string[] {
  return missing.filter((key) => ![...draft.values()].some((entry) => isValueOf(entry, key)));
}

function isValueOf(entry: DraftEntry, key: string): boolean {
  return entry.key === key && entry.change !== 'removed';
}
