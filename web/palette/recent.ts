import type { Entry } from './entries.ts';

const keptMax = 5;
let kept: readonly Entry[] = [];

/** Where the palette led to lately, newest first; forgotten with the page: it may name what the next person here may not know. */
export function recentEntries(): readonly Entry[] {
  return kept;
}

export function rememberEntry(entry: Entry): void {
  kept = [entry, ...kept.filter(({ path }) => path !== entry.path)].slice(0, keptMax);
}

export function forgetEntries(): void {
  kept = [];
}
