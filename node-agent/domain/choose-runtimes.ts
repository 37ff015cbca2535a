import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { wishOf } from '../../lib/detect/runtime-wish.ts';
import type { SourceFiles } from '../../lib/detect/source-files.ts';
import { type ChosenRuntime, chooseRuntime } from '../../lib/toolchains/choose-runtime.ts';
import type { ToolchainTable } from '../../lib/toolchains/table.ts';
import type { Language, Runtime } from './languages/language.ts';

export interface RuntimeRequest {
  config: Pick<AppConfig, 'runtime'>;
  /** The project's repository. */
  files: SourceFiles;
  /** ISO date. */
  today: string;
  /** What this node has of the table, where that is not all. */
  offered?: (runtime: string, version: string) => boolean;
}

/**
 * The versions of a project's languages: those that its type always has, and those that it asks for.
 * What the config file says counts most, then the files in which each language's people say it.
 *
 * @throws UserError `runtime_unknown` listing the versions that work.
 */
export function chooseRuntimes(
  table: ToolchainTable,
  language: Language,
  { config, files, ...options }: RuntimeRequest,
): ChosenRuntime[] {
  const optional = Object.entries(language.optionalRuntimes) as [Runtime, string][];
  const wanted = optional.filter(
    ([runtime, file]) => config.runtime[runtime] !== undefined || files.read(file) !== undefined,
  );
  return [...language.runtimes, ...wanted.map(([runtime]) => runtime)].map((runtime) => {
    const { wish, ...from } = wishOf(runtime, config.runtime[runtime], files);
    return chooseRuntime(table, runtime, wish, { ...options, ...from });
  });
}
