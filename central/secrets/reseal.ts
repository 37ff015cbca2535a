import type { SecretBox } from '../adapters/secret-box.ts';
import type { Context } from '../context.ts';

/** So many values are in memory in clear at once, and are written in one transaction. */
const batchSize = 100;

/** Where sealed values are kept: reads the next ones after a row's id, and writes them back. */
interface SealedColumn {
  after(id: number): Promise<{ id: number; sealed: string | null }[]>;
  write(id: number, sealed: string): ReturnType<Context['db']['project']['update' | 'updateMany']>;
}

/**
 * Seals every stored value with the newest master key: secrets with all their versions, and webhook
 * secrets. What is sealed with it already is left alone, so it may be interrupted and done again.
 *
 * @returns how many values were sealed anew
 * @throws UserError master_key_missing, sealed_value_damaged
 */
export async function resealAll({ db, secretBox }: Pick<Context, 'db' | 'secretBox'>) {
  const secrets: SealedColumn = {
    after: async (id) => {
      const where = { id: { gt: id } };
      const rows = await db.secretVersion.findMany({ where, ...page, select: secretColumns });
      return rows.map((row) => ({ id: row.id, sealed: row.value }));
    },
    write: (id, value) => db.secretVersion.updateMany({ where: { id }, data: { value } }),
  };
  const webhookSecrets: SealedColumn = {
    after: async (id) => {
      const where = { id: { gt: id } };
      const rows = await db.project.findMany({ where, ...page, select: projectColumns });
      return rows.map((row) => ({ id: row.id, sealed: row.webhookSecret }));
    },
    write: (id, webhookSecret) => db.project.updateMany({ where: { id }, data: { webhookSecret } }),
  };
  const reseal = (column: SealedColumn) => resealColumn(db, secretBox, column);
  return (await reseal(secrets)) + (await reseal(webhookSecrets));
}

const page = { orderBy: { id: 'asc' }, take: batchSize } as const;
const secretColumns = { id: true, value: true } as const;
const projectColumns = { id: true, webhookSecret: true } as const;

async function resealColumn(
  db: Context['db'],
  box: SecretBox,
  column: SealedColumn,
): Promise<number> {
  let count = 0;
  for (let rows = await column.after(0); rows.length > 0; ) {
    const writes: ReturnType<SealedColumn['write']>[] = [];
    for (const { id, sealed } of rows) {
      if (sealed === null || sealed === '' || box.isCurrent(sealed)) continue;
      writes.push(column.write(id, await box.seal(await box.open(sealed))));
    }
    await db.$transaction(writes);
    count += writes.length;
    rows = await column.after(rows.at(-1)?.id ?? 0);
  }
  return count;
}
