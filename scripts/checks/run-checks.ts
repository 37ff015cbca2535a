import { formatDuration } from '../../lib/terminal-text.ts';
import { checks } from './all.ts';

/** Runs every check, one line each; returns the names of those that failed. */
export async function runChecks(): Promise<string[]> {
  console.log('checks');
  const failed: string[] = [];
  for (const check of checks) {
    const started = Date.now();
    const found = await check.run().catch((error: unknown) => String(error));
    const took = formatDuration(Date.now() - started);
    console.log(`  ${found === undefined ? '✓' : '✗'} ${check.name}  ${took}`);
    if (found === undefined) continue;
    failed.push(check.name);
    console.log(found.replaceAll(/^/gm, '    '));
    if (check.fix !== undefined) console.log(`    Mend it with: ${check.fix}`);
  }
  return failed;
}
