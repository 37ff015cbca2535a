/** Times and sizes in words. Times are in the reader's own zone; nothing here knows central's. */

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** 'now', '5 min. ago', 'in 3 days'. */
export function relativeTime(atMs: number, nowMs: number): string {
  const difference = atMs - nowMs;
  for (const [unit, ms] of units) {
    if (Math.abs(difference) < ms) continue;
    // What is past is over in whole units; what comes is said to the nearest.
    const count = difference < 0 ? Math.trunc(difference / ms) : Math.round(difference / ms);
    return relative.format(count, unit);
  }
  // Clocks of two machines differ by seconds; the future within a minute is now.
  return Math.abs(difference) < 10_000 || difference > 0
    ? 'just now'
    : `${Math.round(-difference / 1000)}s ago`;
}

/** Day and time to the second, with the name of the zone. */
export function exactTime(date: Date): string {
  return `${exact.format(date)} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
}

/** '840 ms', '12 s', '3 min 20 s', '2 h 5 min'. */
export function durationText(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86_400) {
    return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  }
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}

/** '512 B', '1.4 GB'; thousands, as disks are sold. */
export function bytesText(bytes: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${names[power]}`;
}
