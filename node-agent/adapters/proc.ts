/** What Linux says about processes in /proc. */
import { readdir, readFile } from 'node:fs/promises';

export interface ProcessStat {
  /** One letter; Z: ended, but not yet collected by its parent. */
  state: string;
  group: number;
  /** Everything that the leader of a session starts is in it, unless it takes pains to leave. */
  session: number;
  /** Clock ticks after boot. With the pid it names a process for good: pids are used again. */
  startTicks: number;
}

/** Undefined when there is no such process. */
export async function processStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  return text === undefined ? undefined : parseProcessStat(text);
}

/** The program's name is in parentheses and may hold spaces and parentheses itself. */
export function parseProcessStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    state: fields[0] ?? 'Z',
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTicks: Number(fields[19]),
  };
}

/** Running, and the very process that started at that moment. */
export async function isRunning(pid: number, startTicks: number): Promise<boolean> {
  const stat = await processStat(pid);
  return stat !== undefined && stat.state !== 'Z' && stat.startTicks === startTicks;
}

/** Whether any process of the group still runs; ended ones that nobody collects do not count. */
export async function isGroupRunning(group: number): Promise<boolean> {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  for (const pid of await processIds()) {
    const stat = await processStat(pid);
    if (stat?.group === group && stat.state !== 'Z') return true;
  }
  return false;
}

/** The process with this line in its environment, as given at its start. */
export async function findByEnvironment(line: string): Promise<number | undefined> {
  for (const pid of await processIds()) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    const stat = environment.split('\0').includes(line) ? await processStat(pid) : undefined;
    if (stat?.group === pid) return pid;
  }
  return undefined;
}

/** Changes with every boot of the machine. */
export async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}

export async function processIds(): Promise<number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Signals a whole group; fine when it is gone. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Gone already.
  }
}
