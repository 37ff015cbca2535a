/** poetry.lock, of version 1 and 2 of Poetry; and Pipfile.lock, which has as little structure. */

import {
  type LockedFile,
  type LockedPackage,
  nameOf,
  type PackageLists,
  tableOf,
  tablesOf,
  textOf,
  textsOf,
} from './python-lock.ts';
import { type MarkerEnvironment, markerHolds } from './python-markers.ts';

/** Which packages a poetry.lock has for one Python; undefined when its form is not known. */
export function readPoetryLock(
  lock: unknown,
  pyproject: unknown,
  environment: MarkerEnvironment,
): PackageLists | undefined {
  const root = tableOf(lock);
  const metadata = tableOf(root['metadata']);
  const version = textOf(metadata['lock-version']) ?? '';
  if (!/^[12]\./.test(version)) return undefined;
  const oldFiles = tableOf(metadata['files']);
  const entries = tablesOf(root['package']).flatMap((entry) => {
    const groups = groupsOf(entry).filter((group) =>
      markerHolds(markerOf(entry, group), environment),
    );
    return groups.length === 0 ? [] : { groups, entry, one: packageOf(entry, oldFiles) };
  });
  const graph = new Map(
    entries.map(({ one, entry }) => [
      one.name,
      Object.keys(tableOf(entry['dependencies'])).map(nameOf),
    ]),
  );
  const always = entries.filter(({ entry }) => entry['optional'] !== true);
  const groups = new Set(always.flatMap((one) => one.groups));
  const ofGroup = (group: string) =>
    always.filter((one) => one.groups.includes(group)).map(({ one }) => one);
  const ofExtra = (names: readonly string[]) => {
    const wanted = reachedFrom(names, graph);
    return entries
      .filter(({ one, entry }) => entry['optional'] === true && wanted.has(one.name))
      .map(({ one }) => one);
  };
  const extras = Object.entries(extrasOf(root, pyproject));
  return {
    main: ofGroup('main'),
    ...Object.fromEntries(
      [...groups].filter((name) => name !== 'main').map((name) => [`group-${name}`, ofGroup(name)]),
    ),
    ...Object.fromEntries(extras.map(([name, names]) => [`extra-${name}`, ofExtra(names)])),
  };
}

/** Old locks do not say groups: everything was installed. */
function groupsOf(entry: Readonly<Record<string, unknown>>): string[] {
  const groups = textsOf(entry['groups']);
  if (groups.length > 0) return groups;
  return [textOf(entry['category']) ?? 'main'];
}

function markerOf(entry: Readonly<Record<string, unknown>>, group: string): string | undefined {
  const markers = entry['markers'] ?? entry['marker'];
  return textOf(markers) ?? textOf(tableOf(markers)[group]);
}

function extrasOf(
  root: Readonly<Record<string, unknown>>,
  pyproject: unknown,
): Record<string, string[]> {
  const own = tableOf(tableOf(tableOf(tableOf(pyproject)['tool'])['poetry'])['extras']);
  const extras = { ...own, ...tableOf(root['extras']) };
  const names = (value: unknown) =>
    textsOf(value).map((text) => nameOf(/^[\w.-]+/.exec(text)?.[0]));
  return Object.fromEntries(Object.entries(extras).map(([name, value]) => [name, names(value)]));
}

function reachedFrom(
  names: readonly string[],
  graph: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const seen = new Set(names);
  for (const one of seen) for (const next of graph.get(one) ?? []) seen.add(next);
  return seen;
}

function packageOf(
  entry: Readonly<Record<string, unknown>>,
  oldFiles: Readonly<Record<string, unknown>>,
): LockedPackage {
  const source = tableOf(entry['source']);
  const kind = textOf(source['type']);
  const url = textOf(source['url']);
  const name = nameOf(entry['name']);
  const files = tablesOf(entry['files'] ?? oldFiles[textOf(entry['name']) ?? '']);
  return {
    name,
    version: textOf(entry['version']) ?? '',
    files: files.map((file) => fileOf(file, kind === 'url' ? url : undefined)),
    path: kind === 'directory' || kind === 'file' ? url : undefined,
    foreign: kind === 'git' ? `git+${url}#${textOf(source['resolved_reference'])}` : undefined,
    dependencies: [],
    optional: {},
  };
}

function fileOf(file: Readonly<Record<string, unknown>>, url: string | undefined): LockedFile {
  const hash = textOf(file['hash']);
  return { filename: textOf(file['file']) ?? '', url, hashes: hash === undefined ? [] : [hash] };
}

/** Which packages a Pipfile.lock has for one Python: "default" and "develop". */
export function readPipfileLock(
  lock: unknown,
  environment: MarkerEnvironment,
): PackageLists | undefined {
  const root = tableOf(lock);
  if (!('default' in root)) return undefined;
  const of = (section: unknown): LockedPackage[] =>
    Object.entries(tableOf(section)).flatMap(([name, value]) => {
      const entry = tableOf(value);
      if (!markerHolds(textOf(entry['markers']), environment)) return [];
      const git = textOf(entry['git']);
      return {
        name: nameOf(name),
        version: (textOf(entry['version']) ?? '').replace(/^==/, ''),
        files: textsOf(entry['hashes']).map((hash) => ({
          filename: '',
          url: undefined,
          hashes: [hash],
        })),
        path: textOf(entry['path']),
        foreign: git === undefined ? undefined : `git+${git}#${textOf(entry['ref'])}`,
        dependencies: [],
        optional: {},
      };
    });
  return { main: of(root['default']), 'group-dev': of(root['develop']) };
}
