import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { tryCommand } from '../../lib/run-command.ts';
import { demoPrograms, ensurePrograms, hostPrograms } from '../setup/system-packages.ts';
import type { Counts } from './count-reporter.ts';
import type { RingName, RingResult } from './ring.ts';

/** Runs the rings one after the other, each to its end, whatever the one before found. */
export async function runRings(rings: readonly RingName[]): Promise<RingResult[]> {
  const results: RingResult[] = [];
  for (const ring of rings) {
    console.log(`\n${ring}`);
    results.push(await runRing(ring));
  }
  return results;
}

async function runRing(ring: RingName): Promise<RingResult> {
  if (ring === 'hosts' && getuid?.() !== 0) {
    return await skipRing(
      ring,
      'systemd hosts can be booted by root only: sudo ./vpspilot test hosts',
    );
  }
  if (ring !== 'unit')
    await ensurePrograms(ring === 'hosts' ? [...demoPrograms, ...hostPrograms] : demoPrograms);

  const started = Date.now();
  const target = join('.cache', `test-${ring}.json`);
  await mkdir('.cache', { recursive: true });
  await rm(target, { force: true });
  await runVitest(ring, target);
  const counts = await readCounts(target, ring);
  return { ring, ...counts, durationMs: Date.now() - started };
}

async function runVitest(ring: RingName, target: string): Promise<void> {
  const child = spawn(
    'vitest',
    [
      'run',
      '--project',
      ring,
      '--passWithNoTests',
      '--reporter=default',
      `--reporter=${join(import.meta.dirname, 'count-reporter.ts')}`,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, VPSPILOT_TEST_COUNTS: target },
    },
  );
  await once(child, 'close');
}

/** A run that ends without its counts has not ended well. */
async function readCounts(target: string, ring: RingName): Promise<Counts> {
  const text = await readFile(target, 'utf8').catch(() => undefined);
  if (text === undefined)
    return { passed: 0, failed: [`${ring}: vitest ended early`], skipped: [] };
  return JSON.parse(text) as Counts;
}

async function skipRing(ring: RingName, reason: string): Promise<RingResult> {
  const { stdout } = await tryCommand(['vitest', 'list', '--project', ring]);
  const names = stdout.split('\n').filter((line) => line.includes(' > '));
  console.log(`  skipped: ${reason}`);
  return {
    ring,
    passed: 0,
    failed: [],
    skipped: names.map((name) => ({ name, reason })),
    durationMs: 0,
  };
}
