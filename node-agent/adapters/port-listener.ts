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

/**
 * Where the release with this main process listens, itself or with a child: "127.0.0.1:3000".
 */
export async function listeningAddresses(pid: number): Promise<string[]> {
  const sockets = (await listeningTables()).flatMap(listeners);
  const found = new Set<string>();
  for (const other of await processIds()) {
    if (pid === 0 || (await processStat(other))?.session !== pid) continue;
    const own = await socketsOf(other);
    for (const { address, inode } of sockets) if (own.has(inode)) found.add(address);
  }
  return [...found].sort();
}

/** What listens, from one table of the kernel. */
function listeners(table: string): { address: string; inode: string }[] {
  return table.split('\n').flatMap((line) => {
    const [, own = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state !== listening || inode === undefined) return [];
    return [{ address: readableAddress(own), inode }];
  });
}

/** "0100007F:0BB8" is 127.0.0.1:3000: each 32 bits stand in the machine's own order. */
export function readableAddress(own: string): string {
  const [hex = '', port = ''] = own.split(':');
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    [...Buffer.from(word, 'hex')].reverse(),
  );
  return `${hostText(bytes)}:${Number.parseInt(port, 16)}`;
}

function hostText(bytes: number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '[::]';
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255;
  if (isMapped) return bytes.slice(12).join('.');
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '[::1]';
  const groups = (Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? []).map((group) =>
    group.replace(/^0{1,3}/, ''),
  );
  return `[${groups.join(':')}]`;
}

/** Inodes of the sockets that listen on a port, on whatever address. */
async function listenersOn(port: number): Promise<Set<string>> {
  return new Set((await listeningTables()).flatMap((table) => listenerInodes(table, port)));
}

function listeningTables(): Promise<string[]> {
  const paths = ['/proc/net/tcp', '/proc/net/tcp6'];
  return Promise.all(paths.map((path) => readFile(path, 'latin1').catch(() => '')));
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
  return [...(await socketsOf(pid))].some((inode) => inodes.has(inode));
}

/** Inodes of the sockets that a process has open. */
async function socketsOf(pid: number): Promise<Set<string>> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = names.map((name) => readlink(`${folder}/${name}`).catch(() => ''));
  const inodes = (await Promise.all(targets)).flatMap(
    (target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [],
  );
  return new Set(inodes);
}

async function nameOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
}
