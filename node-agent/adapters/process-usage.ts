import { readFile } from 'node:fs/promises';
import { processIds } from './proc.ts';

export interface SessionUsage {
  cpuMs: number;
  memoryBytes: number;
}

/** Linux counts in these for programs, whatever the kernel's own clock is. */
const msPerTick = 10;
const pageBytes = 4_096;

/**
 * What the processes of each session have used, those that were collected by their parents
 * included. Sessions that are not asked for are left out.
 */
export async function sessionUsage(
  sessions: ReadonlySet<number>,
): Promise<Map<number, SessionUsage>> {
  const usage = new Map<number, SessionUsage>();
  if (sessions.size === 0) return usage;
  for (const pid of await processIds()) {
    const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
    const read = text === undefined ? undefined : parseUsage(text);
    if (read === undefined || !sessions.has(read.session)) continue;
    const known = usage.get(read.session) ?? { cpuMs: 0, memoryBytes: 0 };
    usage.set(read.session, {
      cpuMs: known.cpuMs + read.cpuMs,
      memoryBytes: known.memoryBytes + read.memoryBytes,
    });
  }
  return usage;
}

/** The program's name is in parentheses and may hold spaces and parentheses itself. */
function parseUsage(text: string): SessionUsage & { session: number } {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (index: number) => Number(fields[index]);
  // utime and stime of its own, cutime and cstime of children that have ended.
  const ticks = number(11) + number(12) + number(13) + number(14);
  return { session: number(3), cpuMs: ticks * msPerTick, memoryBytes: number(21) * pageBytes };
}
