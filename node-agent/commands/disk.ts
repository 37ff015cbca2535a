import type { CommandLine } from '../../lib/run-command.ts';

/** Bytes that each of these takes on the disk. */
export function diskUsage(paths: readonly string[]): CommandLine {
  return ['du', '--summarize', '--block-size=1', '--one-file-system', '--', ...paths];
}
