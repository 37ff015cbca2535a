import type { SecretVersion } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';

export type SecretKind = 'sensitive' | 'plain';

/** A value that is or was set, sealed. */
export type SecretRow = SecretVersion & { value: string };

/**
 * Every secret that is set, as it is now or was at a version of the environment; common values
 * come before those of single nodes.
 */
export async function secretRows(
  db: Transaction,
  projectId: number,
  atVersion?: number,
): Promise<SecretRow[]> {
  const newest = await db.secretVersion.groupBy({
    by: ['nodeId', 'key'],
    where: { projectId, ...(atVersion === undefined ? {} : { version: { lte: atVersion } }) },
    _max: { id: true },
  });
  const rows = await db.secretVersion.findMany({
    where: { id: { in: newest.flatMap((group) => group._max.id ?? []) }, value: { not: null } },
    orderBy: [{ key: 'asc' }, { nodeId: 'asc' }],
  });
  return rows as SecretRow[];
}

/** Names a secret within its project. */
export function rowName({ nodeId, key }: { nodeId: string; key: string }): string {
  return `${nodeId}/${key}`;
}
