import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  pid: number;
  /** Its arguments, separated by spaces. */
  command: string;
  environment: readonly string[];
}

/** Every process whose command line or environment contains the text: a folder, or a mark. */
export async function processesOf(text: string): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.filter((pid) => pid !== process.pid).map(read));
  return all.filter(
    (each) =>
      each !== undefined &&
      (each.command.includes(text) || each.environment.some((entry) => entry.includes(text))),
  ) as RunningProcess[];
}

/** Undefined when it has ended in between, or only its exit code is left. */
async function read(pid: number): Promise<RunningProcess | undefined> {
  try {
    const [command, environment] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
    ]);
    if (command === '') return undefined;
    return {
      pid,
      command: command.split('\0').join(' ').trim(),
      environment: environment.split('\0'),
    };
  } catch {
    return undefined;
  }
}

/** Numbers of the releases whose application runs, one for each process, ascending. */
export async function runningReleases(mark: string): Promise<number[]> {
  const running = await processesOf(`server.js ${mark}`);
  const numbers = running
    // The shell around it has the same words.
    .filter(({ command }) => /^\S*node\S* server\.js/.test(command))
    .map(({ environment }) => environment.find((entry) => entry.startsWith('VPSPILOT_RELEASE=')))
    .map((entry) => Number(entry?.split('=')[1]));
  return numbers.sort((a, b) => a - b);
}

/** Command lines of builds, tests and release commands of a project that are still at work. */
export async function workingCommands(mark: string): Promise<string[]> {
  return (await processesOf(mark))
    .map(({ command }) => command)
    .filter((command) => /^\S*node\S* work\.js/.test(command));
}
