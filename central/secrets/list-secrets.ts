import type { Context } from '../context.ts';

/** What may be shown of a secret. There is no way to read a value back. */
export interface SecretSummary {
  key: string;
  /** Empty: for every node. */
  nodeId: string;
  /** Version of the environment in which it was last set. */
  version: number;
  updatedAt: Date;
  updatedBy: string;
}

/** Every secret that is set now, by key and node, without its value. */
export async function listSecrets(context: Context, projectId: number): Promise<SecretSummary[]> {
  const newest = await context.db.secretVersion.groupBy({
    by: ['nodeId', 'key'],
    where: { projectId },
    _max: { id: true },
  });
  const rows = await context.db.secretVersion.findMany({
    where: { id: { in: newest.flatMap((group) => group._max.id ?? []) }, value: { not: null } },
    select: { key: true, nodeId: true, version: true, createdAt: true, createdBy: true },
    orderBy: [{ key: 'asc' }, { nodeId: 'asc' }],
  });
  return rows.map(({ createdAt, createdBy, ...row }) => ({
    ...row,
    updatedAt: createdAt,
    updatedBy: createdBy,
  }));
}
