import type { Explanation, Stage } from './explanation.ts';
import { lockFailures } from './lock-files.ts';
import { machineFailures } from './machine.ts';
import { networkFailures } from './network.ts';
import { nixFailures } from './nix.ts';
import { startFailures } from './start.ts';
import { toolFailures } from './tools.ts';
import { versionFailures } from './versions.ts';

/**
 * Every cause that is known, in one table; the first that fits counts. A full disk makes programs
 * say all sorts of things, so it comes first; what is said of the network is often the reason
 * behind a missing module, and comes before it.
 */
export const explanations: readonly Explanation[] = [
  ...machineFailures,
  ...nixFailures,
  ...lockFailures,
  ...versionFailures,
  ...networkFailures,
  ...toolFailures,
  ...startFailures,
];

/** What was said when something failed. */
export interface Failed {
  stage: Stage;
  /** Printed by the command that failed, oldest first. */
  said: readonly string[];
  /** Said by Nix itself. */
  errors?: readonly string[];
}

/** A cause's code and what to do about it. */
export interface Cause {
  code: string;
  hint: string;
}

/** Enough of a line to recognise it. */
const lineLength = 2_000;

/** What lies behind a failure; undefined when nobody knows. */
export function explanationOf({ stage, said, errors = [] }: Failed): Cause | undefined {
  const byNix = errors.join('\n');
  const all = [...said.map((line) => line.slice(0, lineLength)), byNix].join('\n');
  for (const { code, pattern, hint, stages, byNix: isNixOnly } of explanations) {
    if (stages !== undefined && !stages.includes(stage)) continue;
    const text = isNixOnly === true ? byNix : all;
    const match = pattern.exec(text);
    if (match !== null) return { code, hint: typeof hint === 'string' ? hint : hint(match, text) };
  }
  return undefined;
}
