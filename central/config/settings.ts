import { z } from 'zod';

const port = z.number().int().min(0).max(65_535);
const seconds = z.number().int().positive();

/** A variable of the environment holds a list with commas between. */
function commaSeparated(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.split(',').flatMap((part) => part.trim() || []);
}

/** Every setting of central, with its default. */
export const settingsSchema = z.strictObject({
  /** Database, keys and the certificate authority live here. */
  dataDirectory: z.string().min(1).default('data'),
  httpHost: z.string().min(1).default('127.0.0.1'),
  httpPort: port.default(8000),
  /** Address under which browsers and GitHub reach central; default: the HTTP address. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  grpcHost: z.string().min(1).default('0.0.0.0'),
  grpcPort: port.default(50_051),
  /** host:port that agents dial; default: the public URL's host and the gRPC port. */
  grpcAddress: z
    .string()
    .regex(/^.+:\d+$/, 'expected host:port')
    .optional(),
  /** Default: a file in the data directory. */
  databaseUrl: z.string().startsWith('file:', 'expected a "file:" URL').optional(),
  /** Key that opens the secrets; default: a file in the data directory. */
  masterKeyFile: z.string().min(1).optional(),
  /** Brings an account of another installation along: the owner, made when there is none. */
  ownerEmail: z.email().optional(),
  /** Of bcrypt or argon2id. */
  ownerPasswordHash: z
    .string()
    .regex(
      /^\$2[aby]\$\d\d\$[\w./]{53}$|^\$argon2id\$v=19\$m=\d{1,6},t=\d{1,2},p=\d{1,2}\$[\w+/]{11,}\$[\w+/]{22,}$/,
      'expected a hash of bcrypt ($2b$…) or argon2id ($argon2id$v=19$…)',
    )
    .optional(),
  /** Of the authenticator app, base32. */
  ownerTotpSecret: z
    .string()
    .regex(/^[A-Za-z2-7 =-]{16,200}$/, 'expected base32, as the authenticator app got it')
    .optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  heartbeatSeconds: seconds.default(10),
  certificateLifetimeSeconds: seconds.default(90 * 24 * 3600),
  /** From the request to the end, waiting in the queue included. */
  deploymentTimeoutSeconds: seconds.default(3600),
  /** How long a new release is watched after the switch. */
  watchSeconds: z.number().int().nonnegative().default(60),
  /** How long a replaced release may finish what it has begun. */
  drainSeconds: z.number().int().nonnegative().default(300),
  /** Server for outgoing mail: smtp://name:password@host:587 or smtps://…; default: there is none. */
  smtpUrl: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Sender of that mail. */
  smtpFrom: z.string().min(3).optional(),
  /** Internal hosts, addresses and networks (CIDR) that notifications and GitHub requests may reach. */
  allowPrivateTargets: z.preprocess(commaSeparated, z.array(z.string().min(1)).optional()),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** Settings with every default; what tests start from. */
export function defaultSettings(changes: Partial<Settings> = {}): Settings {
  return { ...settingsSchema.parse({}), ...changes };
}
