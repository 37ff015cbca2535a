import { UserError } from '../../lib/user-error.ts';
import type { DependencyDigest } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';

/** Recorded files whose key has this text in it, by key; at most `limit`. */
export function listDigests(
  { db }: Context,
  { ecosystem, search, limit }: { ecosystem?: string; search?: string; limit: number },
): Promise<DependencyDigest[]> {
  return db.dependencyDigest.findMany({
    where: {
      ...(ecosystem === undefined ? {} : { ecosystem }),
      ...(search === undefined ? {} : { key: { contains: search } }),
    },
    orderBy: [{ ecosystem: 'asc' }, { key: 'asc' }],
    take: limit,
  });
}

/**
 * Forgets what a file was: the next use is the first again, and counts from then on.
 *
 * @throws UserError `digest_not_found`
 */
export async function forgetDigest(
  { db }: Context,
  { ecosystem, key }: { ecosystem: string; key: string },
  actor: string,
): Promise<void> {
  const where = { ecosystem_key: { ecosystem, key } };
  await db.$transaction(async (transaction) => {
    const record = await transaction.dependencyDigest.findUnique({ where });
    if (record === null) throw notFound(ecosystem, key);
    await transaction.dependencyDigest.delete({ where });
    const target = `${ecosystem} ${key}`;
    const detail = `was ${record.sha256}`;
    await transaction.auditEntry.create({
      data: auditEntry({ actor, action: 'dependency.forget', target, detail }),
    });
  });
}

function notFound(ecosystem: string, key: string): UserError {
  return new UserError('digest_not_found', `Nothing is recorded of '${key}' (${ecosystem})`, {
    hint: 'vpspilot dependencies list shows what is',
  });
}
