import type { Command } from 'commander';
import type { Io } from './io.ts';

type Register = (parent: Command, io: Io) => void;

/** A word with commands below it. */
export function commandGroup(
  program: Command,
  io: Io,
  name: string,
  summary: string,
  commands: readonly Register[],
): void {
  const parent = program
    .command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .helpCommand(false);
  for (const register of commands) register(parent, io);
}
