import { type CommandLine, tryCommand } from '../../lib/run-command.ts';
import { architecture } from './architecture.ts';
import type { Check } from './check.ts';
import { generatedCode } from './generated-code.ts';

/** Everything that can be found wrong without running the product. */
export const checks: readonly Check[] = [
  program('types', ['tsc', '--noEmit', '-p', '.']),
  program('types of the dashboard', ['tsc', '--noEmit', '-p', 'web']),
  program('lint and format', ['biome', 'check', '--error-on-warnings', '.'], 'npm run fix'),
  program('dead code', ['knip']),
  architecture,
  program('contract', ['buf', 'lint']),
  generatedCode,
];

function program(name: string, command: CommandLine, fix?: string): Check {
  return {
    name,
    ...(fix === undefined ? {} : { fix }),
    async run() {
      const { exitCode, stdout, stderr } = await tryCommand(command);
      return exitCode === 0 ? undefined : `${stdout}\n${stderr}`.trim();
    },
  };
}
