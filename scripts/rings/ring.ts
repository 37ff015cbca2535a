export const ringNames = ['unit', 'platform', 'hosts'] as const;

export type RingName = (typeof ringNames)[number];

export interface RingResult {
  ring: RingName;
  passed: number;
  /** Names of what failed, with their files. */
  failed: readonly string[];
  skipped: readonly { name: string; reason: string }[];
  durationMs: number;
}
