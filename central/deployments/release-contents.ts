import { z } from 'zod';
import type { Deployment } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { StorePackage } from '../domain/closure-diff.ts';

export interface KnownCommit {
  sha: string;
  subject: string;
  author: string;
}

/** What a release is made of, as far as its node has told. */
export interface Contents {
  config: unknown;
  closure: StorePackage[] | undefined;
  commits: KnownCommit[];
  commitsMore: boolean;
}

const closureSchema = z.array(
  z.object({ name: z.string(), version: z.string(), bytes: z.coerce.number() }),
);
const commitsSchema = z.array(
  z.object({ sha: z.string(), subject: z.string(), author: z.string() }),
);

/** A chain of rollbacks and restarts longer than this is not followed. */
const hopsMax = 20;

/**
 * The contents of a deployment's release. A rollback and a restart with new secrets run what an
 * earlier deployment has built, and have its config and closure where none of their own are told.
 */
export async function contentsOf(context: Context, deployment: Deployment): Promise<Contents> {
  const { commits, commitsMore, ...own } = await ownContents(context, deployment);
  let known = own;
  let source = await sourceOf(context, deployment);
  for (let hop = 0; source !== null && hop < hopsMax; hop += 1) {
    if (known.config !== undefined && known.closure !== undefined) break;
    const { config, closure } = await ownContents(context, source);
    known = { config: known.config ?? config, closure: known.closure ?? closure };
    source = await sourceOf(context, source);
  }
  return { ...known, commits, commitsMore };
}

async function ownContents({ db }: Context, { id }: Deployment): Promise<Contents> {
  const row = await db.releaseContents.findUnique({ where: { deploymentId: id } });
  return {
    config: parse(row?.config),
    closure: closureSchema.safeParse(parse(row?.closure)).data,
    commits: commitsSchema.safeParse(parse(row?.commits)).data ?? [],
    commitsMore: row?.commitsMore ?? false,
  };
}

/** The deployment whose release this one has started again. */
async function sourceOf(context: Context, deployment: Deployment): Promise<Deployment | null> {
  const { projectId, kind, toRelease } = deployment;
  if (kind === 'environment') return releaseBefore(context, deployment);
  if (kind !== 'rollback' || toRelease === null) return null;
  const where = { projectId_number: { projectId, number: toRelease } };
  return context.db.deployment.findUnique({ where });
}

/** The release that had the traffic when this one took it, or would have. */
export function releaseBefore(
  { db }: Context,
  { id, projectId, liveAt, createdAt }: Deployment,
): Promise<Deployment | null> {
  return db.deployment.findFirst({
    where: {
      projectId,
      id: { not: id },
      liveAt: { lt: liveAt ?? createdAt },
      state: { not: 'rolled_back' },
    },
    orderBy: { liveAt: 'desc' },
  });
}

function parse(json: string | null | undefined): unknown {
  return json === null || json === undefined ? undefined : JSON.parse(json);
}
