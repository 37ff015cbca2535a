/** Who listens on a port, from /proc; no program is started. */

import { readdir, readFile, readlink } from 'node:fs/promises';
import { getuid } from 'node:process';
import { processIds, processStat } from './proc.ts';

const listening = '0A';

/**
 * Describes the program that listens on the port when it is surely not the release whose main
 * process this is: it was there before. Undefined when nobody listens, or a process that is as
 * young as the release.
 *
 * @param pid 0: the release's process has ended, so that whoever listens is a stranger
 */
export async function strangerOn(port: number, pid: number): Promise<string | undefined> {
  const inodes = await listenersOn(port);
  if (inodes.size === 0 || (await holdsOneOf(pid, inodes))) return undefined;
  const owner = await ownerOf(inodes);
  // An agent without root's rights may not look into the files of other users.
  if (owner === undefined) return getuid?.() === 0 ? undefined : 'a process of another user';
  const [own, other] = await Promise.all([processStat(pid), processStat(owner)]);
  if (other === undefined) return undefined;
  if (own !== undefined && other.startTicks >= own.startTicks) return undefined;
  return `process ${owner} (${await nameOf(owner)})`;
}

/**
 * Whether the main process of a release, or one that came of it, listens on the port. Both kinds of
 * service manager make the main process the leader of a session.
 */
export async function isHeldBy(port: number, pid: number): Promise<boolean> {
  const inodes = await listenersOn(port);
  if (inodes.size === 0 || pid === 0) return false;
  for (const other of await processIds()) {
    const isOurs = (await processStat(other))?.session === pid;
    if (isOurs && (await holdsOneOf(other, inodes))) return true;
  }
  return false;
}

/** Inodes of the sockets that listen on a port, on whatever address. */
async function listenersOn(port: number): Promise<Set<string>> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => '')),
  );
  return new Set(tables.flatMap((table) => listenerInodes(table, port)));
}

export function listenerInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    // "  12: 0100007F:4E21 00000000:0000 0A queues timer retransmits uid timeout inode …"
    const [, own, , state, , , , , , inode] = line.trim().split(/\s+/);
    const isOne = state === listening && own?.endsWith(suffix) === true;
    return isOne && inode !== undefined ? [inode] : [];
  });
}

async function ownerOf(inodes: ReadonlySet<string>): Promise<number | undefined> {
  for (const pid of await processIds()) if (await holdsOneOf(pid, inodes)) return pid;
  return undefined;
}

async function holdsOneOf(pid: number, inodes: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = names.map((name) => readlink(`${folder}/${name}`).catch(() => ''));
  return (await Promise.all(targets)).some((target) =>
    inodes.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ''),
  );
}

async function nameOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
}
