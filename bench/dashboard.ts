/**
 * How long the dashboard waits for its lists and searches while the database grows tenfold, twice:
 * over HTTP, from a central that is a process of its own, on SQLite.
 */
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../lib/user-error.ts';
import { Api } from '../scripts/platform/api.ts';
import { type Central, startCentral } from '../scripts/platform/central.ts';
import { platformFolders } from '../scripts/platform/folders.ts';
import { freePort } from '../scripts/platform/free-ports.ts';
import { startProcess } from '../scripts/platform/managed-process.ts';
import { repositoryRoot } from '../scripts/run-script.ts';
import { type Query, queriesOf } from './dashboard/queries.ts';
import { type Size, seed } from './dashboard/seed.ts';
import { percentile } from './statistics.ts';

interface Times {
  p50_ms: number;
  p95_ms: number;
  /** What central computes for one of them: the same on a busy machine and a quiet one. */
  cpu_ms: number;
}

export interface DashboardFigures {
  sizes: Size[];
  /** By query, then by the number of projects. */
  queries: Record<string, Record<string, Times>>;
}

const full: Size[] = [
  { projects: 5, deployments: 1_000, logLines: 50_000 },
  { projects: 50, deployments: 10_000, logLines: 500_000 },
  { projects: 500, deployments: 100_000, logLines: 5_000_000 },
];

const warmUps = 5;
const samples = 60;

/** `size`: "full", or "small" for the smallest alone. */
export async function measureDashboard(
  size: string,
  signal: AbortSignal,
): Promise<DashboardFigures> {
  if (size !== 'full' && size !== 'small') {
    throw new UserError('usage', `There is no size '${size}'`, { hint: 'small or full' });
  }
  const sizes = size === 'full' ? full : full.slice(0, 1);
  const figures: DashboardFigures = { sizes, queries: {} };
  for (const one of sizes) {
    for (const [name, times] of Object.entries(await measureSize(one, signal))) {
      figures.queries[name] = { ...figures.queries[name], [one.projects]: times };
    }
  }
  print(figures);
  return figures;
}

async function measureSize(size: Size, signal: AbortSignal): Promise<Record<string, Times>> {
  const folder = join(repositoryRoot, 'data/bench-dashboard');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    // Makes the database, with its first token.
    await withCentral(folder, async () => {});
    const began = performance.now();
    await seed(join(platformFolders(folder).central, 'vpspilot.db'), size, signal);
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(
      `  ${size.projects} projects, ${size.deployments} deployments, ${size.logLines} log lines (${seconds} s)`,
    );
    return await withCentral(folder, ({ url, adminToken, process: { pid } }) =>
      measureQueries(new Api(url, adminToken), pid, size, signal),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withCentral<T>(folder: string, use: (central: Central) => Promise<T>): Promise<T> {
  await using started = new AsyncDisposableStack();
  const api = await freePort(18_000);
  const ports = { app: 0, api, grpc: await freePort(api + 1) };
  const central = await startCentral(
    (options) => {
      const process = startProcess(options);
      started.defer(() => process.stop());
      return process;
    },
    platformFolders(folder),
    { ports },
    {},
  );
  return await Promise.race([use(central), central.process.failed]);
}

async function measureQueries(
  api: Api,
  pid: number,
  size: Size,
  signal: AbortSignal,
): Promise<Record<string, Times>> {
  const queries = Object.entries(queriesOf(size, await deepCursor(api)));
  const times: Record<string, Times> = {};
  for (const [name, query] of queries) {
    signal.throwIfAborted();
    times[name] = await measureQuery(api, pid, query);
  }
  return times;
}

/** Where the second half of the busiest project's deployments begins. */
async function deepCursor(api: Api): Promise<string> {
  const path = '/projects/project-0001/deployments?limit=50';
  let next = '';
  const { latest } = await api.call<{ latest: { number: number } }>(
    'GET',
    '/projects/project-0001',
  );
  for (let page = 0; page < latest.number / 2 / 50; page += 1) {
    const answer = await api.call<{ next: string | null }>(
      'GET',
      next === '' ? path : `${path}&cursor=${next}`,
    );
    next = answer.next ?? next;
  }
  return next;
}

async function measureQuery(api: Api, pid: number, query: Query): Promise<Times> {
  const ask = (n: number) => Promise.all(query(n).map((path) => api.text(path)));
  for (let n = 0; n < warmUps; n += 1) await ask(n);
  const times: number[] = [];
  const cpuBefore = cpuMs(pid);
  for (let n = warmUps; n < warmUps + samples; n += 1) {
    const began = performance.now();
    await ask(n);
    times.push(performance.now() - began);
  }
  const tenths = (ms: number) => Math.round(ms * 10) / 10;
  return {
    p50_ms: tenths(percentile(times, 0.5)),
    p95_ms: tenths(percentile(times, 0.95)),
    cpu_ms: tenths((cpuMs(pid) - cpuBefore) / samples),
  };
}

/** Processor time of a process so far; Linux counts it in hundredths of a second. */
function cpuMs(pid: number): number {
  // The name, which may contain anything, ends with the last parenthesis.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function print({ sizes, queries }: DashboardFigures): void {
  const heads = sizes.map(({ projects }) => `${projects} projects`.padStart(20));
  console.log(`\n  p50 / p95 (processor) in ms`.padEnd(34) + heads.join(''));
  for (const [name, bySize] of Object.entries(queries)) {
    const cells = sizes.map(({ projects }) => {
      const times = bySize[projects];
      return `${times?.p50_ms} / ${times?.p95_ms} (${times?.cpu_ms})`.padStart(20);
    });
    console.log(`  ${name.replaceAll('_', ' ').padEnd(32)}${cells.join('')}`);
  }
}
