/** Real applications built by the agent's own adapters, beside what their commands take without Nix. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../lib/run-command.ts';
import { padColumns } from '../lib/terminal-text.ts';
import { repositoryRoot } from '../scripts/run-script.ts';
import { type Application, allApplications } from './builds/applications.ts';
import {
  type BuildProject,
  type Built,
  benchSettings,
  buildProject,
  emptyFolder,
  type Steps,
} from './builds/build-node.ts';
import {
  inFront,
  type Surroundings,
  surroundings,
  timePlain,
  timeUserCommands,
} from './builds/outside.ts';
import type { Registry } from './builds/registries.ts';
import { median } from './statistics.ts';

export interface BuildFigures {
  /** Nothing fetched, nothing built: dependencies, flake and build. */
  cold_ms: number;
  /** The part of it that fetches the dependencies and takes them into the store. */
  fetch_ms: number;
  changed_source_ms: number;
  unchanged_ms: number;
  /** One package more in the lock file. */
  changed_lock_ms: number;
  /** The user's own commands with the same tools and dependencies, without Nix. */
  user_commands_ms: number;
  /** The plain client's own install with an empty cache. */
  plain_install_ms: number;
  /** The part of `unchanged_ms` that is Nix. */
  unchanged_nix_ms: number;
}

interface Bench {
  application: Application;
  registry: Registry;
  project: BuildProject;
  around: Surroundings;
  folder: string;
  runs: number;
}

/** What is repeated is repeated so often; the median counts. */
const defaultRuns = 5;

export async function measureBuilds(
  signal: AbortSignal,
  { runs = defaultRuns, only = [] }: { runs?: number; only?: readonly string[] } = {},
): Promise<Record<string, BuildFigures>> {
  const folder = await emptyFolder(join(repositoryRoot, 'data/bench-builds'));
  const figures: Record<string, BuildFigures> = {};
  try {
    for (const application of allApplications) {
      if (only.length > 0 && !only.includes(application.name)) continue;
      figures[application.name] = await measureApplication(application, { folder, runs }, signal);
      print(application.name, figures[application.name]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return figures;
}

async function measureApplication(
  application: Application,
  { folder, runs }: { folder: string; runs: number },
  signal: AbortSignal,
): Promise<BuildFigures> {
  const registry = await application.registry();
  try {
    return await measureWith(registry, application, { folder, runs }, signal);
  } finally {
    await registry.stop();
  }
}

async function measureWith(
  registry: Registry,
  application: Application,
  { folder, runs }: { folder: string; runs: number },
  signal: AbortSignal,
): Promise<BuildFigures> {
  const settings = benchSettings(folder, registry.settings);
  const project = buildProject(settings, application, signal);
  await project.begin(registry.files);
  // The first build also makes the toolchains ready; it is not measured.
  const first = await project.build();
  const around = await surroundings(first);
  const bench = { application, registry, project, around, folder, runs };
  const cold = await measureCold(bench, first);
  const { changed, user } = await measureChanged(bench);
  const unchanged = await repeat(runs, async () => (await project.build()).steps);
  const relocked = await measureChangedLock(bench);
  return rounded({
    cold_ms: median(cold.map(({ steps }) => total(steps))),
    fetch_ms: median(cold.map(({ steps }) => steps.dependencies)),
    changed_source_ms: median(changed.map(total)),
    unchanged_ms: median(unchanged.map(total)),
    changed_lock_ms: total(relocked),
    user_commands_ms: median(user),
    plain_install_ms: median(cold.map(({ plain }) => plain)),
    unchanged_nix_ms: median(unchanged.map(({ build }) => build)),
  });
}

/** In turns with the plain client, so that both meet the same network. */
async function measureCold(
  { application, registry, project, around, folder, runs }: Bench,
  built: Built,
): Promise<{ steps: Steps; plain: number }[]> {
  return await repeat(Math.min(runs, 3), async (index) => {
    const cache = await emptyFolder(join(folder, 'plain-cache'));
    const places = { tree: project.repository, scratch: join(folder, 'scratch') };
    const plain = await timePlain(application.plainInstall(cache, registry.url), around, places);
    await project.changeSource(`cold${index}`);
    if (!(await project.forgetDependencies(built)))
      console.log('  the dependencies stay in the store, for something else needs them');
    const { steps } = await project.build();
    return { steps, plain };
  });
}

async function measureChanged({
  project,
  around,
  folder,
  runs,
}: Bench): Promise<{ changed: Steps[]; user: number[] }> {
  const changed: Steps[] = [];
  const user: number[] = [];
  const places = { tree: project.tree, scratch: join(folder, 'scratch') };
  for (let index = 0; index < runs; index += 1) {
    await project.changeSource(`changed${index}`);
    changed.push((await project.build()).steps);
    user.push(await timeUserCommands(around, places));
  }
  return { changed, user };
}

async function measureChangedLock({ application, project, around, folder }: Bench): Promise<Steps> {
  const cache = await emptyFolder(join(folder, 'plain-cache'));
  const env = inFront(around.variables);
  await runCommand(application.changeLock(cache), { cwd: project.repository, env });
  return (await project.build()).steps;
}

/** From the source to the release; fetching the commit belongs to the push. */
function total({ dependencies, render, build }: Steps): number {
  return dependencies + render + build;
}

function rounded(figures: BuildFigures): BuildFigures {
  const entries = Object.entries(figures).map(([name, ms]) => [name, Math.round(ms)]);
  return Object.fromEntries(entries) as BuildFigures;
}

async function repeat<T>(times: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < times; index += 1) results.push(await run(index));
  return results;
}

function print(name: string, figures: BuildFigures | undefined): void {
  if (figures === undefined) return;
  const line = (label: string, ms: number, remark = '') =>
    console.log(`  ${padColumns(label, 20)}${String(ms).padStart(6)} ms  ${remark}`);
  const over = figures.changed_source_ms - figures.user_commands_ms;
  const ratio = (figures.changed_source_ms / figures.user_commands_ms).toFixed(2);
  console.log(`\n${name}`);
  line('cold', figures.cold_ms, `of it ${figures.cold_ms - figures.fetch_ms} ms build`);
  line(
    '  fetch',
    figures.fetch_ms,
    `plain client: ${figures.plain_install_ms} ms, install included`,
  );
  line('changed source', figures.changed_source_ms, `${over} ms over the commands, ${ratio} times`);
  line('  user commands', figures.user_commands_ms, 'outside Nix, same tools and dependencies');
  line('unchanged', figures.unchanged_ms, `of it ${figures.unchanged_nix_ms} ms Nix`);
  line('changed lock', figures.changed_lock_ms);
}
