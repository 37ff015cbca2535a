import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { runCommand, tryCommand } from '../../lib/run-command.ts';
import { createDependencies } from '../../node-agent/adapters/dependencies.ts';
import { createFlakes } from '../../node-agent/adapters/flakes.ts';
import { createRepositories } from '../../node-agent/adapters/git.ts';
import { createBuilder } from '../../node-agent/adapters/nix-builder.ts';
import { projectFolders } from '../../node-agent/domain/folders.ts';
import type { DependencySet, RenderedFlake, Step } from '../../node-agent/ports.ts';
import { type AgentSettings, defaultSettings } from '../../node-agent/settings.ts';
import type { Application } from './applications.ts';

/** Milliseconds of the steps of a deployment that end with a built release. */
export interface Steps {
  fetch: number;
  dependencies: number;
  render: number;
  build: number;
}

export interface Built {
  steps: Steps;
  dependencies: DependencySet[];
  flake: RenderedFlake;
}

export type BuildProject = ReturnType<typeof buildProject>;

/** Everything but the store lives below the folder. */
export function benchSettings(root: string, more: Partial<AgentSettings> = {}): AgentSettings {
  return {
    ...defaultSettings,
    root,
    profilesDirectory: join(root, 'profiles'),
    allowLocalRepositories: true,
    ...more,
  };
}

/** An application's repository, with the agent's own adapters that turn its commits into releases. */
export function buildProject(
  settings: AgentSettings,
  application: Application,
  signal: AbortSignal,
) {
  const project = { id: 1, slug: application.name, domains: [] };
  const folders = projectFolders(settings.root, project);
  const repository = join(settings.root, 'repositories', application.name);
  const step = silentStep(signal);
  const ports = {
    repositories: createRepositories(settings),
    dependencies: createDependencies(settings, { digests: { check: async () => undefined } }),
    flakes: createFlakes(settings),
    builder: createBuilder(settings),
  };

  async function build(): Promise<Built> {
    const id = await commitAll(repository);
    const clock = stopwatch();
    const from = { folders, url: repository, branch: 'main', commit: id };
    const tree = await clock('fetch', ports.repositories.fetch(from, step));
    const config = await readConfig(tree.directory);
    const asked = { project, tree, config, secrets: async () => ({}) };
    const dependencies = await clock('dependencies', ports.dependencies.resolve(asked, step));
    const parts = { folders, project, config, tree, dependencies };
    const flake = await clock('render', ports.flakes.render(parts, step));
    await clock('build', ports.builder.build({ folders, project, flake }, step));
    return { steps: clock.steps, dependencies, flake };
  }

  return {
    repository,
    tree: folders.source,
    build,
    /** The first commit, as nobody has built it before. */
    async begin(files: Readonly<Record<string, string>> = {}): Promise<void> {
      await cp(application.folder, repository, { recursive: true });
      for (const [name, text] of Object.entries(files))
        await writeFile(join(repository, name), text);
      await writeFile(join(repository, 'built-at.txt'), String(Date.now()));
      await git(repository, 'init', '--quiet', '--initial-branch=main');
    },
    async changeSource(version: string): Promise<void> {
      const file = join(repository, application.source);
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/version \w+/, `version ${version}`));
    },
    /** Takes away what the agent has fetched. False: a part is still in the store, others need it. */
    async forgetDependencies({ dependencies }: Built): Promise<boolean> {
      for (const folder of ['files', 'dependencies'])
        await rm(join(settings.root, 'cache', folder), { recursive: true, force: true });
      const paths = dependencies.map(({ storePath }) => storePath);
      const deleted = await tryCommand(['nix-store', '--delete', ...paths]);
      return deleted.exitCode === 0;
    },
  };
}

function silentStep(signal: AbortSignal): Step {
  return { signal, output: () => {}, warn: () => {}, note: () => {} };
}

const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'];

const git = (folder: string, ...args: string[]) =>
  runCommand(['git', '-C', folder, ...identity, ...args]);

async function commitAll(folder: string): Promise<string> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Change');
  return (await git(folder, 'rev-parse', 'HEAD')).stdout.trim();
}

async function readConfig(directory: string) {
  const text = await readFile(join(directory, 'config.vpspilot.json'), 'utf8');
  const { config, problems } = parseAppConfig(text);
  if (config === undefined) throw new Error(JSON.stringify(problems));
  return config;
}

function stopwatch() {
  const steps: Steps = { fetch: 0, dependencies: 0, render: 0, build: 0 };
  const time = async <T>(name: keyof Steps, work: Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work;
    steps[name] = performance.now() - begun;
    return result;
  };
  return Object.assign(time, { steps });
}

/** An empty folder of this name. */
export async function emptyFolder(path: string): Promise<string> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return path;
}
