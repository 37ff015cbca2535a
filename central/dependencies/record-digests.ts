import type { DependencyDigest } from '../../prisma/client/client.ts';
import type { Context, Transaction } from '../context.ts';
import { checkDigests, type FileDigest } from '../domain/digests.ts';

/**
 * Records files at their first use. One record counts for all nodes and projects: whoever changes
 * what one of them is given must be noticed by the others.
 *
 * @returns the records that say something else than the node has seen; nothing of the batch is
 *   recorded then.
 * @throws UserError `digests_invalid`
 */
export async function recordDigests(
  { db, clock }: Context,
  { ecosystem, digests }: { ecosystem: string; digests: readonly FileDigest[] },
  recordedBy: string,
): Promise<DependencyDigest[]> {
  checkDigests(ecosystem, digests);
  const observed = new Map(digests.map(({ key, sha256 }) => [key, sha256]));
  return await db.$transaction(async (transaction) => {
    const known = await recordsOf(transaction, ecosystem, [...observed.keys()]);
    const changed = known.filter(({ key, sha256 }) => observed.get(key) !== sha256);
    if (changed.length > 0) return changed;
    for (const { key } of known) observed.delete(key);
    const recordedAt = clock.now();
    await transaction.dependencyDigest.createMany({
      data: [...observed].map(([key, sha256]) => ({
        ...{ ecosystem, key, sha256, recordedBy, recordedAt },
      })),
    });
    return [];
  });
}

function recordsOf(
  transaction: Transaction,
  ecosystem: string,
  keys: string[],
): Promise<DependencyDigest[]> {
  return transaction.dependencyDigest.findMany({ where: { ecosystem, key: { in: keys } } });
}
