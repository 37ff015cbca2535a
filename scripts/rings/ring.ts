export const ringNames = ['unit', 'platform', 'browser', 'hosts'] as const;

export type RingName = (typeof ringNames)[number];

export interface SkippedTest {
  name: string;
  reason: string;
}

export interface RingResult {
  ring: RingName;
  /** How many tests passed, those of the second try among them. */
  passed: number;
  /** Names of what failed first and passed when its file was run once more. */
  secondTry: readonly string[];
  /** Names of what failed, with their files. */
  failed: readonly string[];
  /** What the failed tests said, at both tries. */
  reasons: readonly string[];
  skipped: readonly SkippedTest[];
  durationMs: number;
}

/** What one run of a test file came to. */
export interface FileCounts {
  file: string;
  passed: readonly string[];
  failed: readonly string[];
  skipped: readonly SkippedTest[];
}

/** What one run of Vitest came to. */
export interface Counts {
  files: readonly FileCounts[];
  /** What went wrong and belongs to no file. */
  astray: readonly string[];
  /** What each failed test said. */
  reasons: readonly string[];
}
