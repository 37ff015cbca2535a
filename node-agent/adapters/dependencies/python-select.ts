import { parse as parseToml } from 'smol-toml';
import { UserError } from '../../../lib/user-error.ts';
import { markerHolds } from '../../domain/python-markers.ts';
import {
  defaultBuildRequires,
  type PackageMetadata,
  parseEggRequires,
  parseMetadata,
  readPythonProject,
} from '../../domain/python-project.ts';
import { satisfies } from '../../domain/python-version.ts';
import { parseRequirement, type Requirement } from '../../domain/requirements.ts';
import type { Step } from '../../ports.ts';
import {
  type ChosenFile,
  choosePinned,
  newestSource,
  type PythonTools,
  readChosen,
} from './python-files.ts';
import { NoWheel, type ResolverWishes, resolveWithPip, type Stub } from './python-resolver.ts';

const metadataFile =
  /^[^/]+\.dist-info\/METADATA$|^[^/]+\/PKG-INFO$|^[^/]+\/(?:[^/]+\/)?[^/]+\.egg-info\/requires\.txt$/;

export function isSource({ filename }: ChosenFile): boolean {
  return !filename.endsWith('.whl');
}

/** What packages need beside themselves, by file name; read from their archives. */
export async function metadataOf(
  files: readonly ChosenFile[],
  tools: PythonTools,
  step: Step,
): Promise<Map<string, PackageMetadata>> {
  const all = await readChosen(files, metadataFile, tools, step);
  const entries = [...all].map(([filename, texts]) => [filename, merged(texts)] as const);
  return new Map(entries);
}

function merged(texts: ReadonlyMap<string, string>): PackageMetadata {
  const of = (end: RegExp) => [...texts].find(([path]) => end.test(path))?.[1];
  const main = parseMetadata(of(/METADATA$|PKG-INFO$/) ?? '');
  const egg = of(/requires\.txt$/);
  return main.requires.length > 0 || egg === undefined
    ? main
    : { ...parseEggRequires(egg), version: main.version };
}

/**
 * Whether the files bring everything that they and the requirements need: then nothing has to be
 * chosen any more.
 */
export async function isClosed(
  files: readonly ChosenFile[],
  requirements: readonly Requirement[],
  tools: PythonTools,
  step: Step,
): Promise<boolean> {
  const metadata = await metadataOf(files, tools, step);
  const byName = new Map(files.map((file) => [file.name, file]));
  const { environment } = tools.interpreter;
  const wants = ({ filename }: ChosenFile, extras: readonly string[]) =>
    (metadata.get(filename)?.requires ?? [])
      .map((text) => parseRequirement(text, { file: '', source: filename }))
      .filter(({ marker }) => markerHolds(marker, environment, extras));
  const done = new Set<string>();
  // What the project asks for was chosen by its own words.
  const queue = requirements.map(({ name, extras }) => ({ name, extras, specifier: '' }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const file = byName.get(next.name);
    if (file === undefined || !satisfies(file.version, next.specifier)) return false;
    const key = `${next.name} ${next.extras.join()}`;
    if (!done.has(key)) queue.push(...wants(file, next.extras));
    done.add(key);
  }
  return true;
}

/** No project has so many packages without a wheel. */
const roundsMax = 40;

/**
 * Lets pip choose versions. For packages that have no wheel their newest source archive is taken,
 * and what it says about itself; nothing of it runs.
 */
export async function resolveAll(
  wishes: Omit<ResolverWishes, 'stubs'>,
  given: { requirements: readonly Requirement[]; stubs: ReadonlyMap<Stub, ChosenFile | undefined> },
  tools: PythonTools,
  step: Step,
): Promise<ChosenFile[]> {
  const stubs = new Map(given.stubs);
  for (let round = 0; ; round++) {
    try {
      const found = await resolveWithPip({ ...wishes, stubs: [...stubs.keys()] }, tools, step);
      return found.flatMap(({ stub, ...file }) => {
        if (!stub) return file.url.startsWith('file:') ? [] : { ...file, locked: false };
        const [, source] = [...stubs].find(([{ name }]) => name === file.name) ?? [];
        return source ?? [];
      });
    } catch (error) {
      if (!(error instanceof NoWheel) || round >= roundsMax) throw shown(error);
      const source = await sourceFor(error, given.requirements, tools, step);
      const metadata = (await metadataOf([source], tools, step)).get(source.filename);
      const { requires = [], extras = [] } = metadata ?? {};
      step.output(`${source.name} ${source.version} has no wheel: it is compiled in the build`);
      stubs.set({ name: source.name, version: source.version, requires, extras }, source);
    }
  }
}

async function sourceFor(
  error: NoWheel,
  requirements: readonly Requirement[],
  tools: PythonTools,
  step: Step,
): Promise<ChosenFile> {
  const own = requirements.filter(({ name }) => name === error.project);
  const specifier = own
    .map((one) => one.specifier)
    .filter(Boolean)
    .join(',');
  const source = await newestSource(error.project, specifier, tools, step);
  if (source === undefined) throw shown(error);
  return source;
}

function shown(error: unknown): unknown {
  if (!(error instanceof NoWheel)) return error;
  return new UserError(
    'dependency_fetch_failed',
    `pip could not choose versions: ${error.message}`,
    {
      hint: 'Try pip install -r requirements.txt in a new virtual environment on your machine, and commit what works (pip freeze)',
      cause: error,
    },
  );
}

/** The packages that building these source archives and local projects needs. */
export async function buildFiles(
  sources: readonly ChosenFile[],
  local: readonly (readonly string[])[],
  tools: PythonTools,
  step: Step,
): Promise<ChosenFile[]> {
  const texts = await readChosen(sources, /^[^/]+\/pyproject\.toml$/, tools, step);
  const ofSources = sources.map(({ filename }) =>
    buildRequires([...(texts.get(filename)?.values() ?? [])][0]),
  );
  // Each build has an environment of its own, so their wishes may contradict each other.
  const sets = new Map([...ofSources, ...local].map((set) => [[...set].sort().join('\n'), set]));
  const files = new Map<string, ChosenFile>();
  for (const requirements of sets.values()) {
    if (requirements.length === 0) continue;
    const wishes = { requirements, constraints: [], pre: false, links: [] };
    const found = await resolveAll(wishes, { requirements: [], stubs: new Map() }, tools, step);
    for (const file of found) files.set(file.filename, file);
  }
  return [...files.values()];
}

function buildRequires(pyproject: string | undefined): readonly string[] {
  if (pyproject === undefined) return defaultBuildRequires;
  try {
    return [...readPythonProject(parseToml(pyproject)).buildRequires];
  } catch {
    return defaultBuildRequires;
  }
}

/** Each pinned package's file. */
export async function chooseAll(
  pins: Parameters<typeof choosePinned>[0][],
  tools: PythonTools,
  step: Step,
): Promise<ChosenFile[]> {
  return await Promise.all(pins.map((pin) => choosePinned(pin, tools, step)));
}
