import type { Command } from 'commander';
import { padColumns } from '../../lib/terminal-text.ts';
import { defineAction } from '../command-line.ts';
import type { Check } from '../doctor/check.ts';
import type { Io } from '../io.ts';

export function doctorCommand(parent: Command, io: Io): void {
  const command = parent
    .command('doctor')
    .summary('check this machine, and say how to mend it')
    .description(
      'Checks what vpspilot needs here: the programs and the disk of a node, and the way to central.',
    )
    .option('--node', 'check it as a node (default: when an agent is installed here)')
    .option('--client', 'check it as a client only');
  defineAction<{ node?: boolean; client?: boolean }>(command, io, {
    examples: ['doctor', 'doctor --node --json'],
    async run({ json }, _args, { node, client }) {
      // Loaded here: no other command runs programs.
      const { checkMachine, isNode } = await import('../doctor/machine-checks.ts');
      const { checkCentral } = await import('../doctor/central-checks.ts');
      const asNode = node ?? (client === true ? false : await isNode());
      const checks = await Promise.all([...checkMachine(asNode), ...checkCentral(io.env)]);
      const isFine = checks.every(({ state }) => state !== 'problem');
      if (json) io.json({ ok: isFine, as: asNode ? 'node' : 'client', checks });
      else print(io, checks, asNode);
      return isFine ? 'ok' : 'failed';
    },
  });
}

function print(io: Io, checks: readonly Check[], asNode: boolean): void {
  const { green, yellow, red, dim, cyan, bold } = io.colors;
  const signs = { ok: green('✓'), warning: yellow('!'), problem: red('✗'), skipped: dim('-') };
  io.print(bold(asNode ? 'This machine as a node' : 'This machine as a client'));
  io.print();
  for (const { name, state, found, mend } of checks) {
    const text = state === 'skipped' ? dim(found) : found;
    io.print(`  ${signs[state]} ${padColumns(name, 15)} ${text}`);
    if (mend !== undefined) io.print(`    ${' '.repeat(15)}${cyan('→')} ${mend}`);
  }
  io.print();
  const problems = checks.filter(({ state }) => state === 'problem').length;
  io.print(problems === 0 ? green('Everything needed is there.') : red(`${problems} to mend.`));
}
