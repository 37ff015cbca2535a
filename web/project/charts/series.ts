/** A measurement: Unix milliseconds, and a value or nothing. */
export type Point = readonly [number, number | null];

/** A line of a plot, with its name. */
export interface ChartSeries {
  label: string;
  points: readonly Point[];
}

/** What a plot draws: times in seconds, then a column per series; all columns are equally long. */
export type PlotData = [number[], ...(number | null)[][]];

/** A silence longer than this many steps is a gap, not a line across it. */
const stepsMax = 1.5;

/**
 * Puts series on one axis of times. Where nothing was measured for a while stands a null, so that
 * the plot shows a gap instead of a straight line through what nobody knows.
 */
export function plotData(series: readonly (readonly Point[])[], stepSeconds: number): PlotData {
  const stepMs = stepSeconds * 1_000;
  const times = [...new Set(series.flatMap((points) => points.map(([at]) => at)))].sort(
    (a, b) => a - b,
  );
  const axis = withGaps(times, stepMs);
  const columns = series.map((points) => {
    const values = new Map(points);
    return axis.map((at) => values.get(at) ?? null);
  });
  return [axis.map((at) => at / 1_000), ...columns];
}

function withGaps(times: readonly number[], stepMs: number): number[] {
  const axis: number[] = [];
  for (const at of times) {
    const last = axis.at(-1);
    if (last !== undefined && stepMs > 0 && at - last > stepMs * stepsMax) axis.push(last + stepMs);
    axis.push(at);
  }
  return axis;
}

/** Whether there is anything to draw. */
export function hasValues(series: readonly (readonly Point[])[]): boolean {
  return series.some((points) => points.some(([, value]) => value !== null));
}
