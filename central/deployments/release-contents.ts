import { z } from 'zod';
import type { Deployment, ReleaseContents } from '../../prisma/client/client.ts';
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
 * earlier deployment has built, and have its contents where they have none of their own.
 */
export async function contentsOf(
  context: Context,
  deployment: Deployment,
): Promise<Contents | undefined> {
  const { db } = context;
  let current: Deployment | null = deployment;
  for (let hop = 0; current !== null && hop < hopsMax; hop += 1) {
    const row = await db.releaseContents.findUnique({ where: { deploymentId: current.id } });
    if (row !== null) return contentsIn(row, current.id === deployment.id);
    current = await sourceOf(context, current);
  }
  return undefined;
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

/** Commits are those of a build; who starts a release again has brought none. */
function contentsIn(row: ReleaseContents, isOwn: boolean): Contents {
  const commits = isOwn ? commitsSchema.safeParse(parse(row.commits)).data : undefined;
  return {
    config: parse(row.config),
    closure: closureSchema.safeParse(parse(row.closure)).data,
    commits: commits ?? [],
    commitsMore: isOwn && row.commitsMore,
  };
}

function parse(json: string | null): unknown {
  return json === null ? undefined : JSON.parse(json);
}
