/** Which processes a platform has started, so that a start after a crash finds and ends them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../lib/user-error.ts';
import type { PlatformFolders } from './folders.ts';

interface Running {
  owner: ProcessMark;
  children: ProcessMark[];
}

/** A process id alone may belong to another process by now; its start time tells. */
interface ProcessMark {
  pid: number;
  startTime: string;
}

const endMs = 5_000;

/** Says that this process runs the platform now. Error: already_running */
export async function takeOver(folders: PlatformFolders): Promise<void> {
  await endLeftovers(folders);
  write(folders, { owner: mark(process.pid), children: [] });
}

/** Ends what a killed start has left. Error: already_running, when its owner lives. */
export async function endLeftovers(folders: PlatformFolders): Promise<void> {
  const earlier = read(folders);
  if (earlier !== undefined && isAlive(earlier.owner)) {
    throw new UserError('already_running', `It runs already (process ${earlier.owner.pid})`, {
      hint: `End it with Ctrl-C in its terminal, or with: kill ${earlier.owner.pid}`,
    });
  }
  for (const left of earlier?.children ?? []) await end(left);
}

export function noteChild(folders: PlatformFolders, pid: number): void {
  const running = read(folders);
  if (running === undefined) return;
  write(folders, { ...running, children: [...running.children, mark(pid)] });
}

export function letGo({ running }: PlatformFolders): void {
  rmSync(running, { force: true });
}

async function end(process_: ProcessMark): Promise<void> {
  if (!isAlive(process_)) return;
  process.kill(process_.pid, 'SIGTERM');
  const deadline = Date.now() + endMs;
  while (isAlive(process_) && Date.now() < deadline) await sleep(50);
  if (isAlive(process_)) process.kill(process_.pid, 'SIGKILL');
}

function mark(pid: number): ProcessMark {
  return { pid, startTime: startTime(pid) ?? '' };
}

function isAlive({ pid, startTime: known }: ProcessMark): boolean {
  return startTime(pid) === known;
}

/** Of /proc/<pid>/stat, behind the program's name, which may contain spaces and brackets. */
const stateField = 0;
const startTimeField = 19;

/** Undefined when there is no such process, or when only its exit code is still there. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[stateField] === 'Z' ? undefined : fields[startTimeField];
  } catch {
    return undefined;
  }
}

function read({ running }: PlatformFolders): Running | undefined {
  try {
    return JSON.parse(readFileSync(running, 'utf8')) as Running;
  } catch {
    return undefined;
  }
}

function write({ running }: PlatformFolders, content: Running): void {
  writeFileSync(running, JSON.stringify(content), { mode: 0o600 });
}
