import type { AppConfig } from '../../lib/app-config/app-config.ts';
import type { Language, Runtime } from './languages/language.ts';
import { type ChosenRuntime, chooseRuntime, type ToolchainTable } from './toolchains.ts';

/**
 * The versions of a project's languages: those that its type always has, and those that it asks for.
 *
 * @throws UserError `runtime_unknown` listing the versions that work.
 */
export function chooseRuntimes(
  table: ToolchainTable,
  language: Language,
  { config, has, today }: { config: AppConfig; has: (path: string) => boolean; today: string },
): ChosenRuntime[] {
  const optional = Object.entries(language.optionalRuntimes) as [Runtime, string][];
  const wanted = optional.filter(
    ([runtime, file]) => config.runtime[runtime] !== undefined || has(file),
  );
  return [...language.runtimes, ...wanted.map(([runtime]) => runtime)].map((runtime) =>
    chooseRuntime(table, runtime, config.runtime[runtime], today),
  );
}
