/** A stretch of time that a page shows. */
export interface TimeRange {
  /** Unix milliseconds. */
  from: number;
  to: number;
}

const hourMs = 3_600_000;

/** What one can choose with a click. */
export const rangePresets = [
  { id: '1h', label: '1 h', title: 'Last hour', ms: hourMs },
  { id: '6h', label: '6 h', title: 'Last 6 hours', ms: 6 * hourMs },
  { id: '24h', label: '24 h', title: 'Last 24 hours', ms: 24 * hourMs },
  { id: '7d', label: '7 d', title: 'Last 7 days', ms: 7 * 24 * hourMs },
  { id: '30d', label: '30 d', title: 'Last 30 days', ms: 30 * 24 * hourMs },
] as const;

export type RangeId = (typeof rangePresets)[number]['id'];

export function isRangeId(text: string | null): text is RangeId {
  return rangePresets.some(({ id }) => id === text);
}

/**
 * The range of a preset, ending now. Its ends stand on whole steps of the presets' smallest plot
 * distance, so that asking again within half a minute is the same question.
 */
export function rangeOf(id: RangeId, now: number): TimeRange {
  const { ms } = rangePresets.find((preset) => preset.id === id) ?? rangePresets[0];
  const to = Math.ceil(now / 30_000) * 30_000;
  return { from: to - ms, to };
}
