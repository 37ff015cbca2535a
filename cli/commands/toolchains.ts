import type { Command } from 'commander';
import { readToolchainTable } from '../../lib/toolchains/read-table.ts';
import { type Runtime, versionsOf } from '../../lib/toolchains/table.ts';
import { UserError } from '../../lib/user-error.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { type Cell, printTable } from '../output/table.ts';

interface Row {
  runtime: string;
  version: string;
  isDefault: boolean;
  endOfLife: string | null;
  supported: boolean;
  pins: readonly string[];
}

export function toolchainsCommand(parent: Command, io: Io): void {
  const command = parent
    .command('toolchains')
    .summary('list the versions of each language that projects can ask for')
    .description(
      'Lists the versions of each language that "runtime" can ask for, until when each gets security fixes, and the releases of nixpkgs that have it. Needs no server.',
    )
    .argument('[language]', 'node, php, python, go or ruby');
  defineAction(command, io, {
    examples: ['toolchains', 'toolchains php', 'toolchains --json'],
    async run({ json }, [language]) {
      const { runtimes } = readToolchainTable();
      if (language !== undefined && !Object.hasOwn(runtimes, language)) {
        throw new UserError('runtime_unknown', `There is no language called ${language} here`, {
          hint: `Languages: ${Object.keys(runtimes).join(', ')}`,
        });
      }
      const today = new Date().toISOString().slice(0, 10);
      const rows = Object.entries(runtimes)
        .filter(([name]) => language === undefined || name === language)
        .flatMap(([name, runtime]) => rowsOf(name, runtime, today));
      if (json) io.json({ toolchains: rows });
      else print(io, rows);
      return undefined;
    },
  });
}

function rowsOf(name: string, runtime: Runtime, today: string): Row[] {
  return versionsOf(runtime).map((version) => {
    const { endOfLife = null, pins = [] } = runtime.versions[version] ?? {};
    const supported = endOfLife === null || endOfLife >= today;
    const isDefault = version === runtime.default;
    return { runtime: name, version, isDefault, endOfLife, supported, pins };
  });
}

function print(io: Io, rows: readonly Row[]): void {
  const { yellow, green, dim } = io.colors;
  const table = rows.map(({ runtime, version, isDefault, endOfLife, supported, pins }): Cell[] => [
    { text: runtime },
    { text: isDefault ? `${version} (default)` : version, ...(isDefault ? { paint: green } : {}) },
    { text: endOfLife === null ? '' : `${supported ? 'until' : 'since'} ${endOfLife}` },
    supported ? { text: 'yes' } : { text: 'no', paint: yellow },
    { text: pins.join(', '), paint: dim },
  ]);
  printTable(io, ['LANGUAGE', 'VERSION', 'END OF LIFE', 'FIXES', 'NIXPKGS'], table);
}
