import { readFile } from 'node:fs/promises';

const established = '01';

/** Established connections to a local port, as the kernel lists them; no program is started. */
export async function connectionsTo(port: number): Promise<number> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => '')),
  );
  return tables.reduce((sum, table) => sum + countConnections(table, port), 0);
}

/** Counts lines whose own end is the port; the client's end of the same connection is not counted. */
export function countConnections(table: string, port: number): number {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let count = 0;
  for (const line of table.split('\n')) {
    // "  12: 0100007F:4E21 0100007F:A3C4 01 …": slot, own end, other end, state
    const [, own, , state] = line.trim().split(/\s+/, 4);
    if (state === established && own?.endsWith(suffix) === true) count += 1;
  }
  return count;
}
