import { type CommandLine, type RunOptions, runCommand } from '../../lib/run-command.ts';
import { formatDuration } from '../../lib/terminal-text.ts';

/** Runs one program as one line of progress: its name at once, the time it took behind it. */
export async function runStep(name: string, command: CommandLine, options: RunOptions = {}) {
  const started = Date.now();
  process.stderr.write(`  ${name} …`);
  try {
    const result = await runCommand(command, options);
    process.stderr.write(` ${formatDuration(Date.now() - started)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(' failed\n');
    throw error;
  }
}
