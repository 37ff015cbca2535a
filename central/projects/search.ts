import type { Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { projectFilter } from '../domain/rights.ts';

/** So many of the newest deployments are looked through for words and numbers; all of them for a commit. */
const recentMax = 2_000;

/** Nodes with a part of their name, in the order of the alphabet. */
export function searchNodes({ db }: Context, text: string, limit: number) {
  return db.node.findMany({
    where: { removedAt: null, name: { contains: text } },
    select: { id: true, name: true, hostname: true },
    orderBy: { name: 'asc' },
    take: limit,
  });
}

/** Deployments by number, commit or words of the commit message, newest first. */
export async function searchDeployments(
  context: Context,
  { text, visible, limit }: { text: string; visible: 'all' | readonly number[]; limit: number },
) {
  const find = (where: Prisma.DeploymentWhereInput) =>
    context.db.deployment.findMany({
      where: { AND: [where, projectFilter(visible), { project: { deletedAt: null } }] },
      select: {
        ...{ number: true, commit: true, commitMessage: true, state: true },
        project: { select: { slug: true } },
      },
      orderBy: { createdAt: 'desc' },
      take: limit,
    });
  if (/^[0-9a-f]{6,40}$/i.test(text)) {
    const from = text.toLowerCase();
    // "g" comes after every hexadecimal digit.
    const byCommit = await find({ commit: { gte: from, lt: `${from}g` } });
    if (byCommit.length > 0) return byCommit;
  }
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  const fits =
    number === undefined ? { commitMessage: { contains: text } } : { number: Number(number) };
  return find({ ...fits, ...(await amongRecent(context)) });
}

/** Only what is as new as the newest: a search with every key must not read the whole history. */
async function amongRecent({ db }: Context): Promise<Prisma.DeploymentWhereInput> {
  const oldest = await db.deployment.findFirst({
    orderBy: { createdAt: 'desc' },
    skip: recentMax,
    select: { createdAt: true },
  });
  return oldest === null ? {} : { createdAt: { gt: oldest.createdAt } };
}
