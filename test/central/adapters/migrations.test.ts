import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, openSqlClient } from '../../../central/adapters/database.ts';
import { migrate } from '../../../central/adapters/migrations.ts';
import { Prisma } from '../../../prisma/client/client.ts';
import { readSchema } from '../../support/prisma-schema.ts';

const shipped = join(import.meta.dirname, '../../../prisma/migrations');
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-db-'));
  file = join(folder, 'vpspilot.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const now = new Date('2026-01-02T03:04:05.678Z');

async function query(sql: string): Promise<unknown[][]> {
  const client = openSqlClient(`file:${file}`);
  const { rows } = await client.execute(sql);
  client.close();
  return rows.map((row) => Array.from({ length: row.length }, (_, index) => row[index]));
}

const byName = (a: { name: unknown }, b: { name: unknown }) =>
  String(a.name).localeCompare(String(b.name));

test('the migrations make exactly what the Prisma schema describes', async () => {
  await migrate(file, { now });
  const { tables, indexes } = await readSchema();
  const names = await query(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'audit_search%' AND name <> 'schema_migrations'",
  );
  expect(names.flat().sort()).toEqual([...tables.keys()].sort());
  for (const [table, columns] of tables) {
    const rows = await query(`PRAGMA table_info("${table}")`);
    const found = rows.map(([, name, type, notNull, , key]) => ({
      name,
      type,
      required: notNull === 1,
      key: Number(key) > 0,
    }));
    // A later migration can only add behind the last column.
    expect(found.toSorted(byName), table).toEqual(columns.toSorted(byName));
  }
  const made = await query(
    "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql",
  );
  expect(made.flat()).toEqual(indexes.toSorted());
});

test('every model can be read with every column', async () => {
  await migrate(file, { now });
  const { db, close } = await openDatabase(`file:${file}`);
  const models = Object.values(Prisma.ModelName);
  expect(models.length).toBeGreaterThanOrEqual(12);
  for (const name of models) {
    const property = name.replace(/^./, (letter) => letter.toLowerCase()) as 'project';
    expect(await db[property].findMany(), name).toEqual([]);
  }
  await close();
});

test('a new database needs no backup; a second start changes nothing', async () => {
  expect(await migrate(file, { now })).toMatchObject({ backup: undefined });
  expect(await migrate(file, { now })).toEqual({ applied: [], backup: undefined });
  expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('backup'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

async function nextVersion(sql: string): Promise<string> {
  const migrations = join(folder, 'migrations');
  await cp(shipped, migrations, { recursive: true });
  await mkdir(join(migrations, '9999_next'));
  await writeFile(join(migrations, '9999_next', 'migration.sql'), sql);
  return migrations;
}

test('an existing database is copied beside itself first, dated and private (N11, N12)', async () => {
  const { applied: before } = await migrate(file, { now });
  await query("INSERT INTO audit_log (actor, action, target) VALUES ('a', 'kept', 't')");
  const migrations = await nextVersion('ALTER TABLE "nodes" ADD COLUMN "region" TEXT;');
  const { applied, backup } = await migrate(file, { now, folder: migrations });
  expect(applied).toEqual(['9999_next']);
  expect(backup).toBe(`${file}.2026-01-02T03-04-05.678Z-backup`);
  expect((await stat(backup ?? '')).mode & 0o777).toBe(0o600);
  expect(await query('SELECT action FROM audit_log')).toEqual([['kept']]);
  // The backup is the database before: restoring is copying it back (N13).
  await cp(backup ?? '', file);
  expect(await query('SELECT action FROM audit_log')).toEqual([['kept']]);
  expect(await query('SELECT COUNT(*) FROM schema_migrations')).toEqual([[before.length]]);
  expect(await migrate(file, { now })).toEqual({ applied: [], backup: undefined });
});

test('a migration that fails leaves nothing of itself', async () => {
  await migrate(file, { now });
  const migrations = await nextVersion('CREATE TABLE "half" ("a" TEXT); CREATE TABLE "nodes" (x);');
  await expect(migrate(file, { now, folder: migrations })).rejects.toThrow(
    'The migration 9999_next failed',
  );
  expect(await query("SELECT name FROM sqlite_master WHERE name = 'half'")).toEqual([]);
  expect(await migrate(file, { now })).toMatchObject({ applied: [] });
});

test('a database of a newer version and a changed migration are refused', async () => {
  const newer = await nextVersion('ALTER TABLE "nodes" ADD COLUMN "region" TEXT;');
  await migrate(file, { now, folder: newer });
  await expect(migrate(file, { now })).rejects.toMatchObject({ code: 'database_newer' });
  const changed = join(newer, '9999_next', 'migration.sql');
  await writeFile(changed, `${await readFile(changed, 'utf8')}-- later\n`);
  await expect(migrate(file, { now, folder: newer })).rejects.toMatchObject({
    code: 'migration_changed',
  });
});

test('one connection for everything: settings survive transactions, which see themselves', async () => {
  await migrate(file, { now });
  const { db, close } = await openDatabase(`file:${file}`);
  await Promise.all(
    Array.from({ length: 20 }, () =>
      db.$transaction(async (tx) => {
        const count = await tx.auditEntry.count();
        await tx.auditEntry.create({ data: { actor: 'a', action: String(count), target: '' } });
      }),
    ),
  );
  const actions = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(actions.map(({ action }) => Number(action))).toEqual([...Array(20).keys()]);
  await expect(
    db.$transaction(async (tx) => {
      await tx.auditEntry.deleteMany();
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await db.auditEntry.count()).toBe(20);
  expect(await db.$queryRawUnsafe('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  await expect(
    db.nodeCertificate.create({ data: { fingerprint: 'f', nodeId: 'none', notAfter: now } }),
  ).rejects.toThrow('Foreign key');
  await close();
});
