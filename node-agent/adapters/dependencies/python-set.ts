import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shellWord } from '../../domain/shell-word.ts';
import type { LockedSet } from './ecosystem.ts';
import { type ChosenFile, fetchChosen, type PythonTools } from './python-files.ts';

/** Everything that goes into a project's set of Python packages. */
export interface PythonSelection {
  /** Found by name, in the folder that pip searches. */
  files: readonly ChosenFile[];
  /** Found by their address only, which the project's files name. */
  direct: readonly ChosenFile[];
  /** What the project wants, not counting what builds it. */
  packages: number;
  /** Files of text by name: lists of requirements, and programs in bin/. */
  texts: Readonly<Record<string, string>>;
}

/** Name of the variable by which rewritten requirement files find the set. */
export const setVariable = 'VPSPILOT_PYTHON_PACKAGES';

/** Makes what was selected into a set that builds without network understand. */
export function pythonSet(
  selection: PythonSelection,
  about: { source: string; installCommands: readonly string[]; tools: PythonTools },
): LockedSet {
  const { files, direct, texts, packages } = selection;
  const { source, installCommands, tools } = about;
  return {
    key: keyOf(selection),
    packages,
    source,
    installCommands,
    needsCompiler: [...files, ...direct].some(({ filename }) => !filename.endsWith('.whl')),
    environment,
    setUp: (storePath) => setUp(storePath, Object.keys(texts)),
    async fill(directory, step) {
      await mkdir(join(directory, 'wheels'));
      await fetchChosen(files, join(directory, 'wheels'), tools, step);
      await fetchChosen(direct, join(directory, 'direct'), tools, step);
      for (const [name, text] of Object.entries(texts))
        await writeText(join(directory, name), text);
      return tools.fetched.count;
    },
  };
}

/** Not the addresses: a mirror gives the same files. */
function keyOf({ files, direct, texts }: PythonSelection): string {
  const lines = (all: readonly ChosenFile[]) =>
    all
      .map(({ filename, hashes, locked }) => `${filename} ${locked ? hashes.join(' ') : ''}`)
      .sort();
  return JSON.stringify([lines(files), lines(direct), texts]);
}

function environment(storePath: string): Record<string, string> {
  return {
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: `${storePath}/wheels`,
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_CACHE_DIR: '1',
    PIP_NO_INPUT: '1',
    PIP_ROOT_USER_ACTION: 'ignore',
    PIP_PROGRESS_BAR: 'off',
    [setVariable]: storePath,
  };
}

/** The programs of the set go into the release: start commands may want them too. */
function setUp(storePath: string, names: readonly string[]): string[] {
  return names
    .filter((name) => name.startsWith('bin/'))
    .map((name) => `install -D -m 0555 ${shellWord(`${storePath}/${name}`)} "$out/venv/${name}"`);
}

async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, file.includes('/bin/') ? 0o555 : 0o444);
}

/**
 * What was selected for the same wishes before on this node, otherwise what is selected now: an
 * unchanged project gets the same packages, and needs no index.
 */
export async function rememberSelection<T>(
  { cache }: Pick<PythonTools, 'cache'>,
  wishes: unknown,
  select: () => Promise<T>,
): Promise<T> {
  const digest = createHash('sha256').update(JSON.stringify(wishes)).digest('hex');
  const file = join(cache, 'selections', `${digest.slice(0, 32)}.json`);
  if (existsSync(file)) {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as T;
    } catch {
      // Half written by a machine that lost power.
    }
  }
  const selected = await select();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(selected));
  return selected;
}

/** What decides which files fit, beside the project's own wishes. */
export function platformKey({ interpreter, indexes }: PythonTools): unknown {
  const { environment: about, tags } = interpreter;
  // Who may read a private index is asked anew when the credentials are others.
  const readers = createHash('sha256').update(JSON.stringify(indexes.secret)).digest('hex');
  return [about['python_full_version'], tags[0], tags.length, indexes.addresses, readers];
}
