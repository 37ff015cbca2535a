import type { Point } from './series.ts';

/** A series in three figures, for those who do not see the plot. */
export interface Summary {
  average: number;
  highest: number;
  highestAt: number;
  latest: number;
}

/** undefined: nothing was measured. */
export function summaryOf(points: readonly Point[]): Summary | undefined {
  const known = points.filter((point): point is readonly [number, number] => point[1] !== null);
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const highest = known.reduce((most, point) => (point[1] > most[1] ? point : most), first);
  const average = known.reduce((sum, [, value]) => sum + value, 0) / known.length;
  return { average, highest: highest[1], highestAt: highest[0], latest: last[1] };
}

export interface TableRow {
  /** Unix milliseconds: when the stretch of time begins. */
  at: number;
  /** Mean of each series in it; null: nothing was measured. */
  values: (number | null)[];
}

/** Rows that a person can read through: stretches of time, at most `rowsMax` of them. */
export function tableOf(series: readonly (readonly Point[])[], rowsMax = 48): TableRow[] {
  const times = series.flatMap((points) => points.map(([at]) => at));
  if (times.length === 0) return [];
  const begin = times.reduce((least, at) => Math.min(least, at));
  const end = times.reduce((most, at) => Math.max(most, at));
  const width = Math.max(1, Math.ceil((end - begin + 1) / rowsMax));
  const count = Math.floor((end - begin) / width) + 1;
  const columns = series.map((points) => meansOf(points, { begin, width, count }));
  return Array.from({ length: count }, (_, row) => ({
    at: begin + row * width,
    values: columns.map((column) => column[row] ?? null),
  })).filter(({ values }) => values.some((value) => value !== null));
}

function meansOf(
  points: readonly Point[],
  { begin, width, count }: { begin: number; width: number; count: number },
): (number | null)[] {
  const sums = Array.from({ length: count }, () => ({ sum: 0, count: 0 }));
  for (const [at, value] of points) {
    const cell = sums[Math.floor((at - begin) / width)];
    if (cell === undefined || value === null) continue;
    cell.sum += value;
    cell.count += 1;
  }
  return sums.map(({ sum, count: known }) => (known === 0 ? null : sum / known));
}
