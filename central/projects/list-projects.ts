import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

interface ProjectQuery {
  /** Ids, or all of them. */
  visible: 'all' | readonly number[];
  /** A part of the name, the description, the repository or a domain. */
  q?: string | undefined;
  /** Only ids above this one. */
  after?: number | undefined;
  limit: number;
}

/** The projects that somebody may see, the oldest first. */
export function listProjects(
  { db }: Context,
  { visible, q, after, limit }: ProjectQuery,
): Promise<Project[]> {
  const text = q?.trim().toLowerCase() ?? '';
  const contains = { contains: text };
  return db.project.findMany({
    where: {
      deletedAt: null,
      AND: [
        after === undefined ? {} : { id: { gt: after } },
        visible === 'all' ? {} : { id: { in: [...visible] } },
      ],
      ...(text === ''
        ? {}
        : {
            OR: [
              { slug: contains },
              { description: contains },
              { repositoryName: contains },
              { domains: contains },
            ],
          }),
    },
    orderBy: { id: 'asc' },
    take: limit,
  });
}
