/** Nodes as the API shows them. */
import { z } from 'zod';

const date = z.iso.datetime();
const bytes = z.number().int().nonnegative();

export const nodeSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    connected: z.boolean(),
    state: z.enum(['online', 'offline', 'never_connected']),
    connectedSince: date.nullable().describe('Of the present connection; null: there is none'),
    lastSeenAt: date.nullable().describe('null: it has joined and never connected'),
    hostname: z.string(),
    address: z.string().describe('Where its agent connects from; empty: never connected'),
    system: z.string(),
    agentVersion: z.string(),
    agentOutdated: z.boolean().describe('It differs from the agent that this central serves'),
    nixVersion: z.string(),
    caddyVersion: z.string(),
    serviceManager: z.string(),
    toolchains: z.string(),
    projectCount: z.number().int(),
    warning: z.string().nullable(),
    certificate: z
      .object({ notAfter: date })
      .nullable()
      .describe('Its newest client certificate; null: all are revoked'),
    load: z.object({ one: z.number(), cpus: z.number().int().describe('0: not known') }).nullable(),
    memory: z.object({ totalBytes: bytes, availableBytes: bytes }).nullable(),
    disk: z.object({ totalBytes: bytes, availableBytes: bytes }).nullable(),
    releases: z
      .array(z.object({ project: z.string(), release: z.number().int(), healthy: z.boolean() }))
      .describe('What runs there, as last told'),
    heartbeat: z.unknown().describe('The last heartbeat as the agent has sent it'),
  })
  .meta({ id: 'Node' });

export const nodeDiskSchema = z
  .object({
    at: date,
    storeBytes: bytes,
    freeableBytes: bytes.describe('Of the store: nothing needs it any more'),
    cacheBytes: bytes.describe('Fetched files and mirrors of repositories'),
    projects: z.array(
      z.object({
        project: z.string(),
        releases: z.array(
          z.object({
            number: z.number().int(),
            bytes: bytes.describe('All it needs of the store; releases share most of it'),
            ownBytes: bytes.describe('What would be freed if only this release went'),
            live: z.boolean(),
            keptFor: z.string().describe('live, rollback or draining'),
          }),
        ),
        logsBytes: bytes,
        sharedBytes: bytes,
      }),
    ),
  })
  .meta({ id: 'NodeDisk' });

export const cleanedSchema = z.object({ freedBytes: bytes }).meta({ id: 'NodeCleaned' });
