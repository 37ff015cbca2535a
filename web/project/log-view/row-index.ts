import type { LogGroup } from './log-store.ts';

/** What stands at a height of the view. */
export type Row =
  | { kind: 'header'; group: LogGroup; isFolded: boolean; isContinued: boolean }
  | { kind: 'line'; number: number };

/** Which row is where, without a list of all rows: with every frame lines are added and steps folded. */
export interface RowIndex {
  count: number;
  rowAt(index: number): Row | undefined;
  /** Row of a line; of its step's headline when that is folded; -1 when the line is not here. */
  rowOf(line: number): number;
  /** The headline above a line. */
  headerOf(line: number): Row | undefined;
}

interface Options {
  folded: ReadonlySet<string>;
  /** A headline above each step. Runtime logs have none. */
  hasHeaders: boolean;
}

interface Block {
  group: LogGroup;
  /** Row of its headline, or of its first line. */
  start: number;
  isFolded: boolean;
  isContinued: boolean;
}

export function createRowIndex(
  groups: readonly LogGroup[],
  { folded, hasHeaders }: Options,
): RowIndex {
  const heading = hasHeaders ? 1 : 0;
  const { blocks, count } = blocksOf(groups, folded, heading);
  return {
    count,
    rowAt(index) {
      const block = lastWith(blocks, ({ start }) => start <= index);
      if (block === undefined || index >= count) return undefined;
      const offset = index - block.start - heading;
      return offset < 0
        ? { kind: 'header', ...block }
        : { kind: 'line', number: block.group.first + offset };
    },
    rowOf(line) {
      const block = lastWith(blocks, ({ group }) => group.first <= line);
      if (block === undefined || line >= block.group.first + block.group.count) return -1;
      return block.isFolded ? block.start : block.start + heading + line - block.group.first;
    },
    headerOf(line) {
      const block = lastWith(blocks, ({ group }) => group.first <= line);
      return block === undefined ? undefined : { kind: 'header', ...block };
    },
  };
}

function blocksOf(groups: readonly LogGroup[], folded: ReadonlySet<string>, heading: number) {
  const seen = new Set<string>();
  const blocks: Block[] = [];
  let count = 0;
  for (const group of groups) {
    const isFolded = heading === 1 && folded.has(group.step);
    blocks.push({ group, start: count, isFolded, isContinued: seen.has(group.step) });
    seen.add(group.step);
    count += heading + (isFolded ? 0 : group.count);
  }
  return { blocks, count };
}

/** The last element for which it holds, when it holds for all before it. */
function lastWith<T>(sorted: readonly T[], holds: (element: T) => boolean): T | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = sorted[middle];
    if (element !== undefined && holds(element)) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
