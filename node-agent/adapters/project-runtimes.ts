import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { filesOfFolder } from '../../lib/detect/source-files.ts';
import type { ChosenRuntime } from '../../lib/toolchains/choose-runtime.ts';
import { chooseRuntimes } from '../domain/choose-runtimes.ts';
import type { Language, Runtime } from '../domain/languages/language.ts';
import type { SourceTree } from '../ports.ts';
import type { Toolchains } from './toolchains.ts';

export interface ProjectRuntime extends ChosenRuntime {
  /** Version that stands in for the row where the toolchains have not got it: "3.13", "20.19.5". */
  standIn: string | undefined;
}

/** The versions of the languages of a project whose tree is here. Errors: runtime_unknown. */
export function projectRuntimes(
  language: Language,
  { tree, config }: { tree: Pick<SourceTree, 'directory'>; config: Pick<AppConfig, 'runtime'> },
  { table, offlineVersions }: Pick<Toolchains, 'table' | 'offlineVersions'>,
): ProjectRuntime[] {
  const today = new Date().toISOString().slice(0, 10);
  const files = filesOfFolder(tree.directory);
  const standIn = (runtime: string, version: string) => {
    const used = offlineVersions?.[runtime]?.[version];
    return used === undefined || isOf(version, used) ? undefined : used;
  };
  const offered = (runtime: string, version: string) => standIn(runtime, version) === undefined;
  return chooseRuntimes(table, language, { config, files, today, offered }).map((chosen) => ({
    ...chosen,
    standIn: standIn(chosen.runtime, chosen.version),
  }));
}

/** What really runs, as row of the version table by runtime: { python: "3.11" }. */
export function versionsByRuntime(
  chosen: readonly ProjectRuntime[],
  { table }: Pick<Toolchains, 'table'>,
): Readonly<Partial<Record<Runtime, string>>> {
  const rowOf = ({ runtime, version, standIn }: ProjectRuntime) => {
    const rows = Object.keys(table.runtimes[runtime]?.versions ?? {});
    return rows.find((row) => standIn !== undefined && isOf(row, standIn)) ?? version;
  };
  return Object.fromEntries(chosen.map((one) => [one.runtime, rowOf(one)]));
}

/** "20.19.5" is of row "20". */
function isOf(row: string, version: string): boolean {
  return version === row || version.startsWith(`${row}.`);
}

/** Whether the tree has a file or folder. */
export function hasIn({ directory }: Pick<SourceTree, 'directory'>): (path: string) => boolean {
  return (path) => existsSync(join(directory, path));
}

/** Text of a file of the tree; undefined when there is none. */
export function readIn({
  directory,
}: Pick<SourceTree, 'directory'>): (path: string) => string | undefined {
  return (path) => {
    const file = join(directory, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
}
