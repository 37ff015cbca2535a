import { resolve } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient } from '../../prisma/client/client.ts';

/** Another process (a backup, a shell) may hold the file this long. */
const busyTimeoutMs = 5_000;
/** Transactions queue for the one connection: ten pushes at once must not fail for it. */
const transactionWaitMs = 30_000;

export type SqlClient = ReturnType<PrismaLibSql['createClient']>;

export interface OpenDatabase {
  db: PrismaClient;
  close(): Promise<void>;
}

/** Opens the database whose migrations have been applied. `url` starts with "file:". */
export async function openDatabase(url: string): Promise<OpenDatabase> {
  const db = new PrismaClient({
    adapter: new OneConnection({ url, timeout: busyTimeoutMs }),
    transactionOptions: { maxWait: transactionWaitMs, timeout: transactionWaitMs },
  });
  // WAL lets readers go on beside the writer. FULL, because events are acknowledged to nodes after
  // the commit, and a node forgets what is acknowledged: a power cut must not take it back.
  await db.$queryRawUnsafe('PRAGMA journal_mode = WAL');
  await db.$queryRawUnsafe('PRAGMA synchronous = FULL');
  await db.$queryRawUnsafe('PRAGMA foreign_keys = ON');
  return { db, close: () => db.$disconnect() };
}

/** Path of the file a "file:" URL names. */
export function databaseFile(url: string): string {
  return resolve(url.replace(/^file:(\/\/)?/, ''));
}

/** One plain connection, for what must happen before the database has its shape. */
export function openSqlClient(url: string): SqlClient {
  return new PrismaLibSql({ url }).createClient({ url, timeout: busyTimeoutMs });
}

/**
 * Keeps the whole program on one connection. The stock client opens a new one after every
 * transaction, which loses the pragmas and leaks file handles; and the adapter never runs two
 * statements at once anyway, so nothing is lost.
 */
class OneConnection extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): SqlClient {
    const client = super.createClient(config);
    return new Proxy(client, {
      get(target, property) {
        if (property === 'transaction') return () => beginTransaction(target);
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}

async function beginTransaction(client: SqlClient) {
  // IMMEDIATE: a transaction that reads first and writes later never fails half way for the lock.
  await client.execute('BEGIN IMMEDIATE');
  return {
    execute: client.execute.bind(client),
    commit: () => client.execute('COMMIT'),
    rollback: () => client.execute('ROLLBACK'),
  };
}
