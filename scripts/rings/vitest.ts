import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Counts, RingName } from './ring.ts';

interface VitestRun {
  ring: RingName;
  /** Where the counts are written meanwhile. */
  cacheFolder: string;
  /** Only these files; all of the ring without it. */
  files?: readonly string[];
  /** The folder with the configuration. */
  cwd?: string;
  output?: 'inherit' | 'ignore';
}

/** Runs a ring, or some files of it, and returns what each file came to. Never throws for a failed test. */
export async function runVitest(run: VitestRun): Promise<Counts> {
  const target = resolve(run.cacheFolder, `test-${run.ring}.json`);
  await mkdir(run.cacheFolder, { recursive: true });
  await rm(target, { force: true });
  const output = run.output ?? 'inherit';
  const child = spawn('vitest', vitestArguments(run), {
    stdio: ['ignore', output, output],
    cwd: run.cwd,
    env: { ...process.env, VPSPILOT_TEST_COUNTS: target },
  });
  await once(child, 'close');
  return await readCounts(target, run.ring);
}

function vitestArguments({ ring, files = [] }: VitestRun): string[] {
  const counter = join(import.meta.dirname, 'count-reporter.ts');
  const reporters = ['--reporter=default', `--reporter=${counter}`];
  return ['run', '--project', ring, '--passWithNoTests', ...reporters, ...files];
}

/** A run that ends without its counts has not ended well. */
async function readCounts(target: string, ring: RingName): Promise<Counts> {
  const text = await readFile(target, 'utf8').catch(() => undefined);
  if (text === undefined)
    return { files: [], astray: [`${ring}: vitest ended early`], reasons: [] };
  return JSON.parse(text) as Counts;
}
