import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { comparePythonVersions, satisfies } from '../../domain/python-version.ts';
import { chooseFile, parseFileName } from '../../domain/wheel-tags.ts';
import type { Step } from '../../ports.ts';
import {
  type FetchSettings,
  fetchFiles,
  integrityOf,
  type RemoteFile,
  type Trust,
} from './fetch-file.ts';
import { archiveTexts } from './python-archives.ts';
import { archiveGit, type GitSettings, isCached } from './python-git.ts';
import { type PackageIndexes, pythonHints } from './python-index.ts';
import type { Interpreter } from './python-interpreter.ts';
import { noFile } from './python-no-file.ts';

/** One file of one package, as it goes into a dependency set. */
export interface ChosenFile {
  name: string;
  version: string;
  filename: string;
  url: string;
  /** Any of these will do: "sha256:…". */
  hashes: readonly string[];
  /** The hashes stand in the project's own files, not only in the index of the day. */
  locked: boolean;
  /** Named by its address, not by an index. */
  direct?: boolean;
}

export interface FileCandidate {
  filename: string;
  /** Undefined where the lock has only names: the index knows. */
  url: string | undefined;
  hashes: readonly string[];
}

/** One version of one package that is wanted. */
export interface Pin {
  name: string;
  version: string;
  /** Empty where the lock has none. */
  hashes: readonly string[];
  /** What the lock offers; undefined where it names no files. */
  candidates?: readonly FileCandidate[];
}

/** What choosing and fetching files works with. */
export interface PythonTools {
  interpreter: Interpreter;
  indexes: PackageIndexes;
  settings: FetchSettings & GitSettings;
  /** Of the agent, for Python. */
  cache: string;
  /** How many files were fetched so far. */
  fetched: { count: number };
}

/**
 * Chooses the file of a pinned package that fits the interpreter best.
 *
 * @throws UserError `dependency_fetch_failed` saying what there is instead.
 */
export async function choosePinned(pin: Pin, tools: PythonTools, step: Step): Promise<ChosenFile> {
  const { interpreter, indexes } = tools;
  const offered = await offersOf(pin, indexes, step.signal);
  const ofVersion = offered.filter(({ filename }) => {
    const parsed = parseFileName(filename, pin.name);
    return parsed !== undefined && comparePythonVersions(parsed.version, pin.version) === 0;
  });
  const allowed = ofVersion.filter(
    ({ hashes }) =>
      pin.hashes.length === 0 ||
      hashes.length === 0 ||
      hashes.some((hash) => pin.hashes.includes(hash)),
  );
  const chosen = chooseFile(allowed, pin.name, interpreter.tags);
  if (chosen === undefined) throw noFile(pin, ofVersion, allowed, offered, interpreter);
  const { filename, url } = chosen;
  const own = pin.candidates === undefined ? pin.hashes : chosen.hashes;
  const locked = own.length > 0;
  const exact = chosen.hashes.filter((hash) => own.includes(hash));
  const hashes = !locked ? chosen.hashes : exact.length > 0 ? exact : own;
  return { name: pin.name, version: pin.version, filename, url: url ?? '', hashes, locked };
}

async function offersOf(
  { name, candidates }: Pin,
  indexes: PackageIndexes,
  signal: AbortSignal,
): Promise<readonly FileCandidate[]> {
  if (candidates?.every(({ url }) => url !== undefined)) return candidates;
  const pages = await indexes.files(name, signal);
  if (candidates === undefined) return pages;
  const byName = new Map(pages.map((file) => [file.filename, file]));
  return candidates.flatMap((file) => {
    const page = byName.get(file.filename);
    return page === undefined ? [] : [{ ...file, url: page.url }];
  });
}

/** The newest source archive that the specifiers allow, for packages that have no wheel. */
export async function newestSource(
  name: string,
  specifier: string,
  { indexes, interpreter }: PythonTools,
  step: Step,
): Promise<ChosenFile | undefined> {
  const python = interpreter.environment['python_full_version'] ?? '';
  const sources = (await indexes.files(name, step.signal)).flatMap((file) => {
    const parsed = parseFileName(file.filename, name);
    const fits =
      parsed?.tags === undefined &&
      parsed !== undefined &&
      !file.yanked &&
      satisfies(parsed.version, specifier) &&
      satisfies(python, file.requiresPython ?? '');
    return fits ? [{ ...file, version: parsed.version }] : [];
  });
  const newest = sources.sort((a, b) => comparePythonVersions(b.version, a.version))[0];
  if (newest === undefined) return undefined;
  const { filename, url, hashes, version } = newest;
  return { name, version, filename, url, hashes, locked: false };
}

/** Lays files out in a folder, verified by the lock's hashes or by their first use. */
export async function fetchChosen(
  files: readonly ChosenFile[],
  directory: string,
  tools: PythonTools,
  step: Step,
): Promise<void> {
  for (const { url, hashes } of files) {
    if (!url.startsWith('git+') || isCached(hashes[0] ?? '', tools.settings)) continue;
    await archiveGit(url, { settings: tools.settings, source: 'the project' }, step);
  }
  await fetchRemote(files, directory, tools, step);
}

async function fetchRemote(
  files: readonly ChosenFile[],
  directory: string,
  tools: PythonTools,
  step: Step,
): Promise<void> {
  const remote = files.map(
    (file): RemoteFile => ({
      ...tools.indexes.download(`${file.name} ${file.version}`, file.url),
      trust: trustOf(file, tools.indexes),
      place: file.filename,
    }),
  );
  const plan = { ecosystem: 'pip', directory, hints: pythonHints };
  const { fetched } = await fetchFiles(remote, plan, tools.settings, step);
  tools.fetched.count += fetched;
  await recordIndexHashes(files, tools, step);
}

/** What the index says today is compared with what it said at the first use. */
async function recordIndexHashes(
  files: readonly ChosenFile[],
  tools: PythonTools,
  step: Step,
): Promise<void> {
  const observed = files.flatMap((file) => {
    const sha256 = file.hashes.find((hash) => hash.startsWith('sha256:'));
    return file.locked || sha256 === undefined
      ? []
      : [[firstUseKey(file, tools.indexes), sha256.slice('sha256:'.length)] as const];
  });
  if (observed.length > 0)
    await tools.settings.digests.check('pip', Object.fromEntries(observed), step);
}

function trustOf(file: ChosenFile, indexes: PackageIndexes): Trust {
  const usable = file.hashes.flatMap(integrity);
  const [only] = usable;
  if (only !== undefined && usable.length === 1) return { integrity: only };
  if (usable.length === 0) return { firstUse: firstUseKey(file, indexes) };
  return {
    proof: `${file.filename} ${[...file.hashes].sort().join(' ')}`,
    verify: async (path) => await verifyAny(path, file.hashes),
  };
}

function integrity(hash: string): string[] {
  const [, algorithm, hex = ''] = /^(sha256|sha512):([0-9a-fA-F]+)$/.exec(hash) ?? [];
  return algorithm === undefined
    ? []
    : [integrityOf(algorithm as 'sha256' | 'sha512', hex.toLowerCase())];
}

async function verifyAny(path: string, hashes: readonly string[]): Promise<void> {
  for (const algorithm of ['sha256', 'sha384', 'sha512']) {
    const digest = createHash(algorithm);
    await pipeline(createReadStream(path), digest);
    if (hashes.includes(`${algorithm}:${digest.digest('hex')}`)) return;
  }
  throw new Error('its content has none of the hashes that the project allows');
}

function firstUseKey(file: ChosenFile, indexes: PackageIndexes): string {
  return file.direct === true ? file.url : indexes.firstUseKey(file);
}

/** Fetches files and reads members of them: metadata, never code that runs. */
export async function readChosen(
  files: readonly ChosenFile[],
  wanted: RegExp,
  tools: PythonTools,
  step: Step,
): Promise<Map<string, Map<string, string>>> {
  await mkdir(tools.cache, { recursive: true });
  const scratch = await mkdtemp(join(tools.cache, 'read-'));
  try {
    await fetchChosen(files, scratch, tools, step);
    const texts = files.map(
      async ({ filename }) =>
        [filename, await archiveTexts(join(scratch, filename), wanted)] as const,
    );
    return new Map(await Promise.all(texts));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
