import { formatDuration } from '../../lib/terminal-text.ts';
import type { RingResult } from './ring.ts';

interface Outcome {
  failedChecks: readonly string[];
  rings: readonly RingResult[];
  json: boolean;
}

/** Prints what failed, what was skipped and why, and last the line that counts. Returns the exit code. */
export function printSummary({ failedChecks, rings, json }: Outcome): number {
  const failed = rings.flatMap((each) => each.failed);
  const skipped = rings.flatMap((each) => each.skipped);
  // Who skips must say why: a test that silently does not run proves nothing.
  const unexplained = skipped.filter((each) => each.reason === '');
  const passed = rings.reduce((sum, each) => sum + each.passed, 0);

  console.log('\nsummary');
  for (const reason of rings.flatMap((each) => each.reasons)) console.log(indent(reason));
  for (const name of failedChecks) console.log(`  ✗ check: ${name}`);
  for (const name of failed) console.log(`  ✗ ${name}`);
  for (const [reason, count] of countReasons(skipped))
    console.log(`  - ${count} skipped: ${reason}`);
  for (const each of unexplained) console.log(`  ✗ skipped without a reason: ${each.name}`);
  for (const each of rings) console.log(`  ${ringLine(each)}`);
  for (const line of secondTryLines(rings)) console.log(`  ${line}`);

  const failures = failed.length + failedChecks.length + unexplained.length;
  const counts = { passed, failed: failures, skipped: skipped.length };
  const secondTry = rings.flatMap((each) => each.secondTry);
  if (json)
    console.log(
      JSON.stringify({ ...counts, second_try: secondTry, rings, failed_checks: failedChecks }),
    );
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return failures === 0 ? 0 : 1;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}

/** What passed only at the second try is no failure, but somebody should look at it. */
function secondTryLines(rings: readonly RingResult[]): string[] {
  return rings
    .filter((each) => each.secondTry.length > 0)
    .flatMap(({ ring, passed, secondTry }) => [
      `${ring}: ${passed} passed, of them ${secondTry.length} only at the second try:`,
      ...secondTry.map((name) => `  ~ ${name}`),
    ]);
}

function countReasons(skipped: readonly { reason: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) {
    if (reason !== '') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

function ringLine({ ring, passed, failed, skipped, durationMs }: RingResult): string {
  const counts = `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
  return `${ring.padEnd(9)} ${counts} (${formatDuration(durationMs)})`;
}
