import { UserError } from '../../lib/user-error.ts';
import type { Context } from '../context.ts';

/**
 * Makes sure that no other project has one of these host names.
 *
 * @throws UserError domain_taken
 */
export async function assertDomainsFree(
  db: Pick<Context['db'], 'project'>,
  domains: readonly string[],
  exceptProjectId = 0,
): Promise<void> {
  if (domains.length === 0) return;
  const others = await db.project.findMany({
    where: { deletedAt: null, id: { not: exceptProjectId }, domains: { not: '' } },
    select: { slug: true, domains: true },
  });
  for (const other of others) {
    const taken = other.domains.split('\n').find((domain) => domains.includes(domain));
    if (taken === undefined) continue;
    throw new UserError('domain_taken', `${taken} belongs to the project '${other.slug}'`, {
      hint: 'A host name leads to one project; take it from the other first',
    });
  }
}
