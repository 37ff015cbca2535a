import type { Context } from '../context.ts';
import { diffRows } from './diff-versions.ts';
import { type SecretRow, secretRows } from './secret-rows.ts';

export interface SecretNames {
  added: string[];
  removed: string[];
  changed: string[];
}

/** Which secrets one node gets otherwise than at an earlier version of the environment. */
export async function secretNamesBetween(
  context: Context,
  { projectId, nodeId, from, to }: { projectId: number; nodeId: string; from: number; to: number },
): Promise<SecretNames> {
  if (from === to) return { added: [], removed: [], changed: [] };
  const before = asSeenBy(nodeId, await secretRows(context.db, projectId, from));
  const after = asSeenBy(nodeId, await secretRows(context.db, projectId, to));
  const changes = await diffRows(context, before, after);
  const names = (wanted: string) =>
    changes.filter(({ change }) => change === wanted).map(({ key }) => key);
  return { added: names('added'), removed: names('removed'), changed: names('changed') };
}

/** One value of each key: the node's own, or else the one for every node. */
function asSeenBy(nodeId: string, rows: readonly SecretRow[]): SecretRow[] {
  const own = new Set(rows.filter((row) => row.nodeId === nodeId).map(({ key }) => key));
  return rows
    .filter((row) => (own.has(row.key) ? row.nodeId === nodeId : row.nodeId === ''))
    .map((row) => ({ ...row, nodeId: '' }));
}
