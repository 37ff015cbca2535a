import { UserError } from '../../lib/user-error.ts';
import type { Transaction } from '../context.ts';

/**
 * Makes sure that a project's environment has reached a version; 0 is before the first secret.
 *
 * @throws UserError version_not_found
 */
export async function assertVersion(
  db: Transaction,
  projectId: number,
  version: number,
): Promise<void> {
  const { environmentVersion, slug } = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { environmentVersion: true, slug: true },
  });
  if (version <= environmentVersion) return;
  throw new UserError('version_not_found', `The secrets of ${slug} have no version ${version}`, {
    hint: `The present version is ${environmentVersion}`,
  });
}
