import type { SecretBox } from '../adapters/secret-box.ts';
import type { Context } from '../context.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';

/** So many values are in memory in clear at once, and are written in one transaction. */
const batchSize = 100;

interface Row {
  /** Of SQLite; a column named rowid would come back under the name of the primary key. */
  place: bigint | number;
  sealed: string;
}

/**
 * Seals every stored value with the newest master key. What is sealed with it already is left
 * alone, so it may be interrupted and done again.
 *
 * @returns how many values were sealed anew
 * @throws UserError master_key_missing, sealed_value_damaged
 */
export async function resealAll({ db, secretBox }: Pick<Context, 'db' | 'secretBox'>) {
  let count = 0;
  for (const column of sealedColumns) count += await resealColumn(db, secretBox, column);
  return count;
}

async function resealColumn(
  db: Context['db'],
  box: SecretBox,
  { table, column }: SealedColumn,
): Promise<number> {
  // Names from the table of columns, never from outside.
  const select = `SELECT rowid AS place, "${column}" AS sealed FROM "${table}" WHERE rowid > ? AND "${column}" <> '' ORDER BY rowid LIMIT ${batchSize}`;
  const update = `UPDATE "${table}" SET "${column}" = ? WHERE rowid = ?`;
  const after = (place: Row['place']) => db.$queryRawUnsafe<Row[]>(select, place);
  let count = 0;
  for (let rows = await after(0); rows.length > 0; ) {
    const writes: ReturnType<Context['db']['$executeRawUnsafe']>[] = [];
    for (const { place, sealed } of rows) {
      if (box.isCurrent(sealed)) continue;
      const anew = await box.seal(await box.open(sealed));
      writes.push(db.$executeRawUnsafe(update, anew, place));
    }
    await db.$transaction(writes);
    count += writes.length;
    rows = await after(rows.at(-1)?.place ?? 0);
  }
  return count;
}
