import { join, resolve } from 'node:path';
import { createLogger, type Logger } from '../lib/logger.ts';
import type { Prisma, PrismaClient } from '../prisma/client/client.ts';
import { type OwnAuthority, openCertificateAuthority } from './adapters/certificate-authority.ts';
import { takeDataDirectory } from './adapters/data-directory.ts';
import { databaseFile, openDatabase } from './adapters/database.ts';
import { createEventBus } from './adapters/event-bus.ts';
import { createGuardedFetch } from './adapters/guarded-fetch.ts';
import { createMailer } from './adapters/mailer.ts';
import { migrate } from './adapters/migrations.ts';
import { createPasswordHasher } from './adapters/password-hasher.ts';
import { openSecretBox, type SecretBox } from './adapters/secret-box.ts';
import type { Settings } from './config/settings.ts';
import { createGateway, type Gateway } from './nodes/gateway.ts';
import type { Clock, EventBus, Mailer, OutsideWorld, PasswordHasher } from './ports.ts';

export type Database = PrismaClient;
/** Inside a transaction only this may be used: `db` itself waits until the transaction is over. */
export type Transaction = Prisma.TransactionClient;

/** Everything a use case may touch. */
export interface Context {
  readonly settings: Settings;
  readonly db: Database;
  readonly log: Logger;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly passwords: PasswordHasher;
  readonly bus: EventBus;
  readonly gateway: Gateway;
  readonly authority: OwnAuthority;
  /** Addresses that people have entered. */
  readonly outside: OutsideWorld;
  readonly mailer: Mailer;
  /** Where central really listens (ports may be chosen by the system); empty until it does. */
  readonly addresses: { http: string; grpc: string };
  /** Gives back what was opened, the newest first. */
  close(): Promise<void>;
}

export type Overrides = Partial<
  Pick<Context, 'log' | 'clock' | 'secretBox' | 'passwords' | 'bus' | 'gateway'>
>;

/**
 * The composition root: the only place where things with effects are made. Tests override what
 * they need to watch and get the rest real.
 */
export async function createContext(
  settings: Settings,
  overrides: Overrides = {},
): Promise<Context> {
  const log = overrides.log ?? createLogger('central', { level: settings.logLevel });
  const clock = overrides.clock ?? { now: () => new Date() };
  await using opened = new AsyncDisposableStack();

  const data = await takeDataDirectory(settings.dataDirectory);
  opened.defer(() => data.release());
  const url = settings.databaseUrl ?? `file:${join(data.path, 'vpspilot.db')}`;
  const migrated = await migrate(databaseFile(url), { now: clock.now() });
  if (migrated.applied.length > 0) log.info(migrated, 'database migrated');
  const { db, close } = await openDatabase(url);
  opened.defer(close);

  const secretBox = overrides.secretBox ?? (await openBox(settings, db));
  const bus =
    overrides.bus ?? createEventBus((err) => log.error({ err }, 'a listener of the bus failed'));
  const gateway = overrides.gateway ?? createGateway();
  const authority = await openAuthority(settings, data.path, db, clock);
  const outside = createGuardedFetch(settings);
  opened.defer(() => outside.close());
  const mailer = createMailer(settings);
  opened.defer(() => mailer.close());
  const passwords = overrides.passwords ?? createPasswordHasher();
  const addresses = { http: '', grpc: '' };
  const kept = opened.move();
  return {
    ...{
      settings,
      db,
      log,
      clock,
      secretBox,
      passwords,
      bus,
      gateway,
      authority,
      outside,
      mailer,
      addresses,
    },
    close: () => kept.disposeAsync(),
  };
}

/** Where the master keys are. */
export function masterKeyFile({ masterKeyFile: file, dataDirectory }: Settings): string {
  return file ?? join(resolve(dataDirectory), 'master-keys.json');
}

async function openBox(settings: Settings, db: Database): Promise<SecretBox> {
  // A new key could not open what is sealed already: then a missing file is an error.
  const people = await db.user.count({ where: { totpSecret: { not: null } } });
  const outside = (await db.notificationChannel.count()) + (await db.githubConnection.count());
  const sealed = people > 0 || outside > 0 || (await db.project.count()) > 0;
  return openSecretBox(masterKeyFile(settings), { mayCreate: !sealed });
}

async function openAuthority(settings: Settings, directory: string, db: Database, clock: Clock) {
  const enrolled = await db.nodeCertificate.count();
  return openCertificateAuthority(join(directory, 'certificate-authority.json'), {
    mayCreate: enrolled === 0,
    clientLifetimeSeconds: settings.certificateLifetimeSeconds,
    clock,
  });
}
