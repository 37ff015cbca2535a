import type { StepState } from './feed.ts';

/** A part of the bar that shows where a deployment's time went. */
export interface Segment {
  name: string;
  state: StepState;
  durationMs: number;
  /** Of the whole bar, 0 to 1. */
  share: number;
}

/** Narrower parts could not be seen, nor pointed at. */
const shareMin = 0.02;

/** Parts of the bar in their order; steps that did nothing have none. */
export function segmentsOf(
  steps: readonly { name: string; state: StepState; durationMs: number | null }[],
): Segment[] {
  const timed = steps.flatMap(({ name, state, durationMs }) =>
    state === 'skipped' || durationMs === null || durationMs <= 0
      ? []
      : [{ name, state, durationMs }],
  );
  const total = timed.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const wide = timed.map(({ durationMs }) => Math.max(shareMin, durationMs / total));
  const sum = wide.reduce((all, share) => all + share, 0);
  return timed.map((step, index) => ({ ...step, share: (wide[index] ?? 0) / sum }));
}
