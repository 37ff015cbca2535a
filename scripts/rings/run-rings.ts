import { getuid } from 'node:process';
import { tryCommand } from '../../lib/run-command.ts';
import {
  browserPrograms,
  demoPrograms,
  ensurePrograms,
  hostPrograms,
  type SystemProgram,
} from '../setup/system-packages.ts';
import type { Counts, RingName, RingResult } from './ring.ts';
import { addUp, filesToRepeat } from './second-try.ts';
import { runVitest } from './vitest.ts';

/** Runs the rings one after the other, each to its end, whatever the one before found. */
export async function runRings(rings: readonly RingName[]): Promise<RingResult[]> {
  const results: RingResult[] = [];
  for (const ring of rings) {
    console.log(`\n${ring}`);
    results.push(await runRing(ring));
  }
  return results;
}

const programsOf: Readonly<Record<RingName, readonly SystemProgram[]>> = {
  unit: [],
  platform: demoPrograms,
  browser: [...demoPrograms, ...browserPrograms],
  hosts: [...demoPrograms, ...hostPrograms],
};

async function runRing(ring: RingName): Promise<RingResult> {
  if (ring === 'hosts' && getuid?.() !== 0) {
    return await skipRing(
      ring,
      'systemd hosts can be booted by root only: sudo ./vpspilot test hosts',
    );
  }
  await ensurePrograms(programsOf[ring]);

  const started = Date.now();
  const first = await runVitest({ ring, cacheFolder: '.cache' });
  const second = await repeatFailed(ring, first);
  return { ring, ...addUp(first, second), durationMs: Date.now() - started };
}

/** Real machines have bad moments, and unit tests too use real disks and sockets. What needed it is named. */
async function repeatFailed(ring: RingName, first: Counts): Promise<Counts | undefined> {
  const files = filesToRepeat(first);
  if (files.length === 0) return undefined;
  console.log(`\n${ring}, second try of ${files.join(', ')}`);
  return await runVitest({ ring, cacheFolder: '.cache', files });
}

async function skipRing(ring: RingName, reason: string): Promise<RingResult> {
  const { stdout } = await tryCommand(['vitest', 'list', '--project', ring]);
  const names = stdout.split('\n').filter((line) => line.includes(' > '));
  console.log(`  skipped: ${reason}`);
  return {
    ring,
    passed: 0,
    secondTry: [],
    failed: [],
    reasons: [],
    skipped: names.map((name) => ({ name, reason })),
    durationMs: 0,
  };
}
