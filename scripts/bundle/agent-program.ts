import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandLine } from '../../lib/run-command.ts';
import { nodeEnvironment, nodeFlags } from '../../node-agent/install/program.ts';
import { pathExists } from '../platform/path-exists.ts';
import { repositoryRoot } from '../run-script.ts';

/** What the bundle is made of. */
const ingredients = [
  ...['node-agent', 'lib', 'proto/gen', 'templates', 'scripts/bundle'],
  ...['scripts/agent-entry.ts', 'scripts/bundle-without.cjs', 'package-lock.json'],
];
const bundles = join(repositoryRoot, '.cache/agent');
/** Bundles of earlier sources that stay: a demo may still run one of them. */
const keptBundles = 5;

/** How an agent is started. */
export interface AgentProgram {
  command: CommandLine;
  env: Readonly<Record<string, string>>;
}

/**
 * The agent as a node has it installed: one file, on a Node with the same flags and variables.
 * Bundled when its sources have changed.
 */
export async function bundledAgent(): Promise<AgentProgram> {
  const folder = join(bundles, await digestOfSources());
  const file = join(folder, 'vpspilot-agent.mjs');
  if (!(await pathExists(file))) await bundleInto(folder, file);
  return {
    command: [process.execPath, ...nodeFlags, file],
    env: { ...nodeEnvironment, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  };
}

/** The agent's sources, for who changes them. */
export const agentFromSource: AgentProgram = {
  command: [process.execPath, join(repositoryRoot, 'node-agent/main.ts')],
  env: {},
};

async function bundleInto(folder: string, file: string): Promise<void> {
  const { bundleAgent } = await import('../bundle/bundle-agent.ts');
  const contents = await bundleAgent();
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, file);
  await removeOldBundles();
}

async function digestOfSources(): Promise<string> {
  const files = (await Promise.all(ingredients.map(filesIn))).flat().sort();
  const contents = await Promise.all(files.map((path) => readFile(path)));
  const hash = createHash('sha256');
  for (const [index, path] of files.entries()) {
    const content = contents[index] ?? '';
    hash.update(`${path.slice(repositoryRoot.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(name: string): Promise<string[]> {
  const path = join(repositoryRoot, name);
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function removeOldBundles(): Promise<void> {
  const names = await readdir(bundles);
  const ages = await Promise.all(
    names.map(async (name) => (await stat(join(bundles, name))).mtimeMs),
  );
  const byAge = names.map((name, index) => ({ name, made: ages[index] ?? 0 }));
  const old = byAge.sort((one, other) => other.made - one.made).slice(keptBundles);
  for (const { name } of old) await rm(join(bundles, name), { recursive: true, force: true });
}
