import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { filesOfFolder } from '../../lib/detect/source-files.ts';
import type { ChosenRuntime } from '../../lib/toolchains/choose-runtime.ts';
import { chooseRuntimes } from '../domain/choose-runtimes.ts';
import type { Language, Runtime } from '../domain/languages/language.ts';
import type { SourceTree } from '../ports.ts';
import { readToolchainTable } from './toolchain-table.ts';

/** The versions of the languages of a project whose tree is here. Errors: runtime_unknown. */
export function projectRuntimes(
  language: Language,
  { tree, config }: { tree: SourceTree; config: AppConfig },
): ChosenRuntime[] {
  const today = new Date().toISOString().slice(0, 10);
  const files = filesOfFolder(tree.directory);
  return chooseRuntimes(readToolchainTable(), language, { config, files, today });
}

/** Row of the version table by runtime: { python: "3.11" }. */
export function versionsByRuntime(
  chosen: readonly ChosenRuntime[],
): Readonly<Partial<Record<Runtime, string>>> {
  return Object.fromEntries(chosen.map(({ runtime, version }) => [runtime, version]));
}

/** Whether the tree has a file or folder. */
export function hasIn({ directory }: Pick<SourceTree, 'directory'>): (path: string) => boolean {
  return (path) => existsSync(join(directory, path));
}
