import { type ChosenRuntime, chooseRuntime } from '../toolchains/choose-runtime.ts';
import type { ToolchainTable } from '../toolchains/table.ts';
import { UserError } from '../user-error.ts';
import { wishOf } from './runtime-wish.ts';
import type { SourceFiles } from './source-files.ts';

export interface CheckedRuntimes {
  chosen: readonly ChosenRuntime[];
  /** What a deployment would be refused for. */
  refused: readonly UserError[];
}

/** The languages of a type; others count only where the config file names them. */
export const runtimesOf: Readonly<Record<string, readonly string[]>> = {
  laravel: ['php'],
  nodejs: ['node'],
  static: ['node'],
  go: ['go'],
  python: ['python'],
  django: ['python'],
  ruby: ['ruby'],
};

/** Which versions a deployment would take, before there is one. */
export function checkRuntimes(
  config: { type: string; runtime: Readonly<Partial<Record<string, string>>> },
  { table, today, files }: { table: ToolchainTable; today: string; files: SourceFiles },
): CheckedRuntimes {
  const named = Object.keys(config.runtime).filter((name) => Object.hasOwn(table.runtimes, name));
  const names = new Set([...(runtimesOf[config.type] ?? []), ...named]);
  const chosen: ChosenRuntime[] = [];
  const refused: UserError[] = [];
  for (const name of config.type === 'custom' ? [] : names) {
    const { wish, ...from } = wishOf(name, config.runtime[name], files);
    try {
      chosen.push(chooseRuntime(table, name, wish, { today, ...from }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refused.push(error);
    }
  }
  return { chosen, refused };
}
