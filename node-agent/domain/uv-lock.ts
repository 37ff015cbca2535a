/** uv.lock */
import { posix } from 'node:path';
import {
  type LockedDependency,
  type LockedFile,
  type LockedPackage,
  nameOf,
  type PackageLists,
  reachable,
  tableOf,
  tablesOf,
  textOf,
  textsOf,
} from './python-lock.ts';
import type { MarkerEnvironment } from './python-markers.ts';

export interface UvLock {
  lists: PackageLists;
  /** The project can be installed itself, as uv does. */
  installsProject: boolean;
}

/** Which packages a uv.lock has for one Python; undefined when its form is not known. */
export function readUvLock(lock: unknown, environment: MarkerEnvironment): UvLock | undefined {
  const root = tableOf(lock);
  const entries = tablesOf(root['package']);
  if (root['version'] !== 1 || entries.length === 0) return undefined;
  const packages = entries.map(packageOf);
  const at = packages.findIndex(({ path }) => path === '.');
  const project = packages[at];
  const entry = entries[at] ?? {};
  if (project === undefined) return undefined;
  const others = packages.filter((one) => one !== project);
  const of = (wishes: readonly LockedDependency[]) => reachable(wishes, others, environment);
  const groups = Object.entries(tableOf(entry['dev-dependencies']));
  return {
    installsProject: textOf(tableOf(entry['source'])['virtual']) === undefined,
    lists: {
      main: of(project.dependencies),
      ...Object.fromEntries(
        groups.map(([name, value]) => [`group-${name}`, of(dependenciesOf(value))]),
      ),
      ...Object.fromEntries(
        Object.entries(project.optional).map(([name, wishes]) => [`extra-${name}`, of(wishes)]),
      ),
    },
  };
}

function packageOf(entry: Readonly<Record<string, unknown>>): LockedPackage {
  const source = tableOf(entry['source']);
  const local = ['virtual', 'editable', 'directory', 'path']
    .map((kind) => textOf(source[kind]))
    .find(Boolean);
  const git = textOf(source['git']);
  const files = [
    ...tablesOf(entry['wheels']),
    ...('sdist' in entry ? [tableOf(entry['sdist'])] : []),
  ];
  const optional = Object.entries(tableOf(entry['optional-dependencies']));
  const address = textOf(source['url']);
  return {
    name: nameOf(entry['name']),
    version: textOf(entry['version']) ?? '',
    files: files.map((file) => fileOf(file, address)),
    path: local,
    foreign: git === undefined ? undefined : `git+${git}`,
    dependencies: dependenciesOf(entry['dependencies']),
    optional: Object.fromEntries(optional.map(([name, value]) => [name, dependenciesOf(value)])),
  };
}

function fileOf(file: Readonly<Record<string, unknown>>, address: string | undefined): LockedFile {
  const url = textOf(file['url']) ?? address;
  const hash = textOf(file['hash']);
  const path =
    url === undefined
      ? (textOf(file['path']) ?? textOf(file['filename']) ?? '')
      : new URL(url).pathname;
  return {
    filename: decodeURIComponent(posix.basename(path)),
    url,
    hashes: hash === undefined ? [] : [hash],
  };
}

function dependenciesOf(value: unknown): LockedDependency[] {
  return tablesOf(value).map((one) => ({
    name: nameOf(one['name']),
    version: textOf(one['version']),
    marker: textOf(one['marker']),
    extras: textsOf(one['extra']),
  }));
}
