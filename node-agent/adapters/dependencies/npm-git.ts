import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { UserError } from '../../../lib/user-error.ts';
import { projectFolders } from '../../domain/folders.ts';
import {
  type GitPackage,
  gitPackages,
  manifestWith,
  type PackedGit,
  withoutGit,
} from '../../domain/npm-git.ts';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import { createRepositories } from '../git.ts';
import { npmCommand } from '../npm-program.ts';
import { contentPlace } from './fetch-file.ts';
import { textIn } from './npm-packages.ts';

type Settings = Pick<AgentSettings, 'root' | 'allowLocalRepositories'>;

const packTimeoutMs = 2 * 60_000;

/**
 * Turns packages that come from git into tarballs of the node's cache, and names them so in the
 * tree's lock and manifests: npm itself would want to clone them in the build.
 *
 * @throws UserError `lock_invalid` for packages that must be built first: that would run foreign
 *   code with network.
 */
export async function packGitPackages(
  {
    directory,
    file,
    addressOf,
  }: {
    directory: string;
    file: string;
    addressOf(name: string, version: string): string;
  },
  settings: Settings,
  step: Step,
): Promise<void> {
  const text = await readFile(join(directory, file), 'utf8');
  const packed = new Map<string, PackedGit>();
  for (const one of gitPackages(text)) packed.set(one.path, await pack(one, settings, step));
  if (packed.size === 0) return;
  const { lock, manifests } = withoutGit(text, packed, addressOf);
  await writeFile(join(directory, file), lock);
  for (const [folder, versions] of manifests) {
    const manifest = join(directory, folder, 'package.json');
    await writeFile(manifest, manifestWith(await readFile(manifest, 'utf8'), versions));
  }
}

/** Made once per commit on this node. */
async function pack(one: GitPackage, settings: Settings, step: Step): Promise<PackedGit> {
  const id = createHash('sha256')
    .update(`${one.urls.at(-1)}#${one.commit}`)
    .digest('hex');
  const note = join(settings.root, 'cache/npm/git', `${id}.json`);
  const known = await readNote(note, settings);
  if (known !== undefined) return known;
  await mkdir(dirname(note), { recursive: true });
  const scratch = await mkdtemp(join(dirname(note), 'fetch-'));
  try {
    const tree = await fetchTree(one, scratch, settings, step);
    await refusePrepare(one, tree);
    const { tarball, ...packed } = await packTree(tree, scratch, step);
    const content = join(settings.root, 'cache/files', contentPlace(packed.integrity));
    await mkdir(dirname(content), { recursive: true });
    await rename(tarball, content);
    await writeFile(note, JSON.stringify(packed));
    return packed;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readNote(note: string, { root }: Settings): Promise<PackedGit | undefined> {
  const text = await textIn(dirname(note), note.slice(dirname(note).length + 1));
  if (text === undefined) return undefined;
  const packed = JSON.parse(text) as PackedGit;
  return existsSync(join(root, 'cache/files', contentPlace(packed.integrity))) ? packed : undefined;
}

/** With the care that repositories of projects get. */
async function fetchTree(
  { name, urls, commit }: GitPackage,
  scratch: string,
  settings: Settings,
  step: Step,
): Promise<string> {
  const folders = projectFolders(scratch, { id: 0, slug: 'package' });
  const repositories = createRepositories(settings);
  const silent: Step = { ...step, signal: step.signal, note: () => undefined };
  step.output(`${name} from git, commit ${commit.slice(0, 12)}`);
  let failure: unknown;
  for (const url of urls) {
    try {
      const request = { folders, url: url.replace(/^file:\/\//, ''), branch: '', commit };
      return (await repositories.fetch(request, silent)).directory;
    } catch (error) {
      step.signal.throwIfAborted();
      failure = error;
    }
  }
  throw failure;
}

async function refusePrepare({ name }: GitPackage, tree: string): Promise<void> {
  const manifest = (await textIn(tree, 'package.json')) ?? '{}';
  const { scripts } = JSON.parse(manifest) as { scripts?: Record<string, string> };
  if (scripts?.['prepare'] === undefined) return;
  throw new UserError(
    'lock_invalid',
    `${name} comes from git and has to be built by its script "prepare" (${scripts['prepare']}); foreign code does not run while there is network`,
    {
      hint: 'Use a published version, or put the built package into the repository and refer to it with file:',
    },
  );
}

async function packTree(tree: string, target: string, step: Step) {
  // Its settings are for its own developers.
  await rm(join(tree, '.npmrc'), { force: true });
  const options = ['--ignore-scripts', '--json', `--pack-destination=${target}`];
  const { stdout } = await runCommand([...npmCommand(), 'pack', ...options], {
    cwd: tree,
    signal: step.signal,
    timeoutMs: packTimeoutMs,
  });
  const said = Object.values(JSON.parse(stdout) as object) as (PackedGit & { filename: string })[];
  const [first] = said;
  if (first === undefined) throw new Error(`npm pack said: ${stdout}`);
  const { version, integrity, filename } = first;
  return { version, integrity, tarball: join(target, filename) };
}
