import { UserError } from '../../lib/user-error.ts';

/** Seconds between samples as nodes report them. */
export const sampleSeconds = 15;
/** Seconds that a rolled-up sample stands for. */
export const rolledSeconds = 600;

const hourMs = 3_600_000;
/** How long each is kept. */
export const keptSamplesMs = 24 * hourMs;
export const keptRolledMs = 30 * 24 * hourMs;

/** A plot has no more points than this: a screen shows no more. */
const pointsMax = 500;
const windowMaxMs = 366 * 24 * hourMs;

/** Distances that people can read off an axis, in seconds. */
const steps = [15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/** What is asked for, and from which samples it is answered. */
export interface MetricWindow {
  fromMs: number;
  toMs: number;
  stepMs: number;
  /** `resolution` of the rows to read. */
  resolution: number;
  /** Start of every step, the last one included. */
  starts: number[];
}

/**
 * Chooses samples and steps for a window; by default the last hour.
 *
 * @throws UserError `window_invalid`
 */
export function metricWindow(wish: { from?: Date; to?: Date }, now: Date): MetricWindow {
  const toMs = (wish.to ?? now).getTime();
  const fromMs = wish.from?.getTime() ?? toMs - hourMs;
  const spanMs = toMs - fromMs;
  if (spanMs <= 0 || spanMs > windowMaxMs) {
    throw new UserError('window_invalid', '`from` must be before `to`, by a year at most', {
      hint: 'Give both as 2026-03-01T12:00:00Z',
    });
  }
  // Rows of the last moments of the day may be gone already.
  const isRecent = fromMs >= now.getTime() - keptSamplesMs;
  const resolution = isRecent ? sampleSeconds : rolledSeconds;
  const stepMs = stepFor(spanMs, resolution);
  const starts: number[] = [];
  for (let at = fromMs - (fromMs % stepMs); at < toMs; at += stepMs) starts.push(at);
  return { fromMs, toMs, stepMs, resolution, starts };
}

/** The window rarely begins where a step does, which makes one point more. */
function stepFor(spanMs: number, resolution: number): number {
  const wanted = spanMs / 1_000 / (pointsMax - 1);
  const step = steps.find((seconds) => seconds >= wanted && seconds % resolution === 0);
  return (step ?? 86_400) * 1_000;
}

/** [start of the step, value]; null: nothing was measured. */
export type Point = [at: number, value: number | null];

/** One value per step of the window, in order. */
export function pointsOf<Row>(
  { starts }: MetricWindow,
  rows: ReadonlyMap<number, Row>,
  read: (row: Row) => number | null | undefined,
): Point[] {
  return starts.map((at): Point => {
    const row = rows.get(at);
    const value = row === undefined ? null : (read(row) ?? null);
    return [at, value === null ? null : rounded(value)];
  });
}

/** More digits would only be more to send. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Math.round(value * 1_000) / 1_000;
}
