import type { Context } from '../context.ts';
import { allOf, condition } from '../domain/sql-conditions.ts';

export interface SecretChanged {
  key: string;
  /** Empty: for every node. */
  nodeId: string;
  change: 'added' | 'changed' | 'removed';
}

export interface EnvironmentChange {
  environmentVersion: number;
  at: Date;
  by: string;
  changes: SecretChanged[];
}

interface HistoryQuery {
  projectId: number;
  key?: string | undefined;
  /** Only versions below this one. */
  before?: number | undefined;
  limit: number;
}

/** Versions of the environment, the newest first, with who changed which names; never a value. */
export async function listChanges(
  { db }: Context,
  { projectId, key, before, limit }: HistoryQuery,
): Promise<EnvironmentChange[]> {
  const mine = { projectId, ...(key === undefined ? {} : { key }) };
  const versions = await db.secretVersion.groupBy({
    by: ['version'],
    where: { ...mine, ...(before === undefined ? {} : { version: { lt: before } }) },
    orderBy: { version: 'desc' },
    take: limit,
  });
  const rows = await db.secretVersion.findMany({
    where: { ...mine, version: { in: versions.map(({ version }) => version) } },
    omit: { value: true },
    orderBy: [{ version: 'desc' }, { key: 'asc' }, { nodeId: 'asc' }],
  });
  const changeOf = await changesOf({ db }, projectId, key);
  const byVersion = Map.groupBy(rows, ({ version }) => version);
  return [...byVersion].map(([environmentVersion, group]) => ({
    environmentVersion,
    at: group[0]?.createdAt ?? new Date(0),
    by: group[0]?.createdBy ?? '',
    changes: group.map((row) => {
      const change = changeOf.get(row.id) ?? 'changed';
      return { key: row.key, nodeId: row.nodeId, change };
    }),
  }));
}

interface CountedRow {
  id: bigint;
  is_set: bigint;
  was_set: bigint | null;
}

/** What each row did, by its id: the database compares it with the row before it of the same name. */
async function changesOf({ db }: Pick<Context, 'db'>, projectId: number, key: string | undefined) {
  const where = allOf(
    condition('"project_id" = ?', projectId),
    key === undefined ? undefined : condition('"key" = ?', key),
  );
  const rows = await db.$queryRawUnsafe<CountedRow[]>(
    `SELECT "id", "value" IS NOT NULL AS is_set,
      LAG("value" IS NOT NULL) OVER (PARTITION BY "node_id", "key" ORDER BY "id") AS was_set
    FROM "project_env_vars" WHERE ${where.sql}`,
    ...where.values,
  );
  return new Map(rows.map((row) => [Number(row.id), changeOfRow(row)]));
}

function changeOfRow({ is_set, was_set }: CountedRow): SecretChanged['change'] {
  if (Number(is_set) === 0) return 'removed';
  return Number(was_set) === 1 ? 'changed' : 'added';
}
