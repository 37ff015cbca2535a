import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { UserError } from '../../../lib/user-error.ts';
import { normalName } from '../../domain/python-markers.ts';
import { parseMetadata } from '../../domain/python-project.ts';
import { pinnedVersion } from '../../domain/python-version.ts';
import type { Requirement } from '../../domain/requirements.ts';
import type { RequirementSet } from '../../domain/requirements-files.ts';
import { parseFileName } from '../../domain/wheel-tags.ts';
import type { Step } from '../../ports.ts';
import type { EcosystemRequest } from './ecosystem.ts';
import { archiveTexts } from './python-archives.ts';
import type { ChosenFile, Pin, PythonTools } from './python-files.ts';
import { archiveGit } from './python-git.ts';
import type { LocalProjects } from './python-local.ts';
import type { Stub } from './python-resolver.ts';
import {
  buildFiles,
  chooseAll,
  isClosed,
  isSource,
  metadataOf,
  resolveAll,
} from './python-select.ts';
import type { PythonSelection } from './python-set.ts';

export interface SelectedRequirements {
  selection: PythonSelection;
  /** Versions were chosen that stand in no file of the project. */
  chosenNow: boolean;
}

interface Context {
  tools: PythonTools;
  /** The project's tree. */
  directory: string;
  request: EcosystemRequest;
}

/** Finds the file of every package that requirement files lead to. */
export async function selectRequirements(
  set: RequirementSet,
  local: LocalProjects,
  context: Context,
  step: Step,
): Promise<SelectedRequirements> {
  const { tools } = context;
  const direct = await Promise.all(
    set.requirements
      .filter(({ url }) => url !== undefined)
      .map((one) => directFile(one, tools, step)),
  );
  const named = [...set.requirements, ...local.requirements].filter(
    ({ name, url }) => name !== '' && url === undefined,
  );
  const { files, chosenNow } = await chooseNamed(named, direct, set, { ...context, local }, step);
  const sources = [...files, ...direct].filter(isSource);
  const builds = await buildFiles(sources, local.buildRequires, tools, step);
  const all = new Map([...files, ...builds].map((file) => [file.filename, file]));
  const packages = files.length + direct.length;
  return { chosenNow, selection: { files: [...all.values()], direct, packages, texts: {} } };
}

async function chooseNamed(
  named: readonly Requirement[],
  direct: readonly ChosenFile[],
  set: RequirementSet,
  { tools, directory, local }: Context & { local: LocalProjects },
  step: Step,
): Promise<{ files: ChosenFile[]; chosenNow: boolean }> {
  const pins = pinsOf(named, set.constraints);
  const hashed = set.requireHashes || named.some(({ hashes }) => hashes.length > 0);
  if (pins !== undefined) {
    const files = await chooseAll(pins, tools, step);
    if (
      hashed ||
      (local.archives.length === 0 && (await isClosed([...files, ...direct], named, tools, step)))
    ) {
      return { files, chosenNow: false };
    }
  } else if (hashed) {
    throw hashesWithoutPins(named);
  }
  const stubs = await stubsOf(direct, local.archives, directory, tools, step);
  const wishes = {
    requirements: [
      ...named.map(lineOf),
      ...[...stubs.keys()].map(({ name, version }) => `${name}==${version}`),
    ],
    constraints: set.constraints
      .filter(({ url, path }) => url === undefined && path === undefined)
      .map(lineOf),
    pre: set.pre,
    links: set.findLinks.map((folder) => join(directory, folder)),
  };
  const files = await resolveAll(
    wishes,
    { requirements: [...named, ...set.constraints], stubs },
    tools,
    step,
  );
  return { files: files.filter((file) => !direct.includes(file)), chosenNow: true };
}

/** The packages, when every one has exactly one version. */
function pinsOf(
  named: readonly Requirement[],
  constraints: readonly Requirement[],
): Pin[] | undefined {
  const pins = new Map<string, Pin>();
  for (const { name, specifier, hashes } of named) {
    const constrained = constraints.filter((one) => one.name === name).map((one) => one.specifier);
    const version = [specifier, ...constrained].map(pinnedVersion).find(Boolean);
    if (version === undefined || version.endsWith('*')) return undefined;
    const before = pins.get(name);
    if (before !== undefined && before.version !== version) return undefined;
    pins.set(name, { name, version, hashes: [...(before?.hashes ?? []), ...hashes] });
  }
  return [...pins.values()];
}

function lineOf({ name, extras, specifier }: Requirement): string {
  return `${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`}${specifier}`;
}

/** What pip must know of packages that it cannot find in an index. */
async function stubsOf(
  direct: readonly ChosenFile[],
  archives: readonly string[],
  directory: string,
  tools: PythonTools,
  step: Step,
): Promise<Map<Stub, ChosenFile | undefined>> {
  const stubs = new Map<Stub, ChosenFile | undefined>();
  const metadata = await metadataOf(direct, tools, step);
  for (const file of direct) {
    const { version = '', requires = [], extras = [] } = metadata.get(file.filename) ?? {};
    stubs.set({ name: file.name, version: version || file.version, requires, extras }, file);
  }
  for (const path of archives) {
    const texts = await archiveTexts(
      join(directory, path),
      /\.dist-info\/METADATA$|^[^/]+\/PKG-INFO$/,
    );
    const { version, requires, extras } = parseMetadata([...texts.values()][0] ?? '');
    const name = normalName(posix.basename(path).split('-')[0] ?? '');
    stubs.set({ name, version: version || '0', requires, extras }, undefined);
  }
  return stubs;
}

/** The file's name in the set; different addresses never share one. */
export function directName({ url = '' }: Pick<Requirement, 'url'>): string {
  const address = new URL(url.replace(/^git\+/, ''));
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 8);
  const name = posix.basename(decodeURIComponent(address.pathname)).replace(/^\.+/, '');
  return name.endsWith('.whl') || !url.startsWith('git+')
    ? name
    : `${name.replace(/@.*$|\.git.*$/g, '')}-${digest}.tar.gz`;
}

async function directFile(
  requirement: Requirement,
  { settings }: PythonTools,
  step: Step,
): Promise<ChosenFile> {
  const { url = '', hashes, source } = requirement;
  if (url.startsWith('git+')) {
    const hash = await archiveGit(url, { settings, source }, step);
    const filename = directName(requirement);
    const name = requirement.name || normalName(filename.replace(/-[0-9a-f]{8}\.tar\.gz$/, ''));
    return { name, version: '0', filename, url, hashes: [hash], locked: true, direct: true };
  }
  if (!/^https?:/.test(url)) throw notFetched(url, source);
  const address = new URL(url);
  const [, algorithm, hex] = /[#&](sha256|sha512)=([0-9a-f]+)/.exec(address.hash) ?? [];
  address.hash = '';
  const filename = directName(requirement);
  const named = parseFileName(filename, requirement.name || (filename.split('-')[0] ?? ''));
  const all = algorithm === undefined ? hashes : [...hashes, `${algorithm}:${hex}`];
  return {
    name: requirement.name || normalName(named?.name ?? filename),
    version: named?.version ?? '0',
    filename,
    url: address.href,
    hashes: all,
    locked: all.length > 0,
    direct: true,
  };
}

function notFetched(url: string, source: string): UserError {
  return new UserError(
    'lock_invalid',
    `${source} wants ${url}, which cannot be fetched as a file`,
    {
      hint: 'Name a release of the package, or an archive of one commit, as in "name @ https://…/archive/<commit>.tar.gz"',
    },
  );
}

function hashesWithoutPins(named: readonly Requirement[]): UserError {
  const loose = named.find(({ specifier }) => pinnedVersion(specifier) === undefined);
  return new UserError(
    'lock_invalid',
    `Some requirements have hashes, so all must have one version, and ${loose?.name} (${loose?.source}) has not`,
    {
      hint: 'Make the file with "pip-compile --generate-hashes" or "uv pip compile --generate-hashes"',
    },
  );
}
