import { createHash } from 'node:crypto';
import { chmod, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error.ts';
import { openSqlClient, type SqlClient } from './database.ts';

const migrationsFolder = join(import.meta.dirname, '../../prisma/migrations');

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

export interface MigrationResult {
  applied: string[];
  /** File with the database as it was before; only when there was one and something was applied. */
  backup: string | undefined;
}

/**
 * Brings a database file to the newest version, one transaction per migration. An existing database
 * is copied beside itself first.
 *
 * @throws UserError `database_newer` when it was written by a newer version, `migration_changed`
 *   when a migration differs from the one applied then.
 */
export async function migrate(
  file: string,
  options: { now: Date; folder?: string },
): Promise<MigrationResult> {
  const migrations = await readMigrations(options.folder ?? migrationsFolder);
  // Made here, because SQLite would make it readable for everybody; its companions copy the mode.
  await (await open(file, 'a', 0o600)).close();
  const client = openSqlClient(`file:${file}`);
  try {
    const applied = await appliedMigrations(client);
    refuseUnknown(file, migrations, applied);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    const backup =
      applied.size > 0 && missing.length > 0 ? await backUp(client, file, options.now) : undefined;
    // Off outside of any transaction, so that a migration may rebuild a table others refer to.
    await client.execute('PRAGMA foreign_keys = OFF');
    for (const migration of missing) await apply(client, migration, options.now);
    return { applied: missing.map(({ name }) => name), backup };
  } finally {
    client.close();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function appliedMigrations(client: SqlClient): Promise<Map<string, string>> {
  await client.execute(
    'CREATE TABLE IF NOT EXISTS "schema_migrations" ("name" TEXT NOT NULL PRIMARY KEY, "checksum" TEXT NOT NULL, "applied_at" DATETIME NOT NULL)',
  );
  const { rows } = await client.execute('SELECT "name", "checksum" FROM "schema_migrations"');
  return new Map(rows.map((row) => [String(row[0]), String(row[1])]));
}

function refuseUnknown(file: string, known: Migration[], applied: Map<string, string>): void {
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const here = checksums.get(name);
    if (here === undefined) {
      throw new UserError(
        'database_newer',
        `The database ${file} was written by a newer version of vpspilot (it has ${name})`,
        { hint: 'Start that version, or restore the dated backup beside the database' },
      );
    }
    if (here !== checksum) {
      throw new UserError(
        'migration_changed',
        `The migration ${name} is not the one that was applied to ${file}`,
        { hint: 'A released migration never changes; this installation is damaged' },
      );
    }
  }
}

async function backUp(client: SqlClient, file: string, now: Date): Promise<string> {
  const stamp = now.toISOString().replace(/:/g, '-');
  const backup = `${file}.${stamp}-backup`;
  // VACUUM INTO accepts an empty file, and this one nobody else can read.
  await (await open(backup, 'wx', 0o600)).close();
  await client.execute({ sql: 'VACUUM INTO ?', args: [backup] });
  await chmod(backup, 0o600);
  return backup;
}

async function apply(client: SqlClient, migration: Migration, now: Date): Promise<void> {
  const { name, sql, checksum } = migration;
  const record = `INSERT INTO "schema_migrations" VALUES ('${name}', '${checksum}', '${now.toISOString()}');`;
  try {
    await client.executeMultiple(`BEGIN IMMEDIATE;\n${sql}\n${record}\nCOMMIT;`);
  } catch (cause) {
    throw new UserError('migration_failed', `The migration ${name} failed: ${String(cause)}`, {
      cause,
      hint: 'The database is as it was before this migration',
    });
  }
}
