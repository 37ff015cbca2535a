import { z } from 'zod';
import type { Context } from '../context.ts';

const names = z.array(z.string());

/**
 * Names of the secrets that the project's config file asks for, as its newest deployment has found
 * it: also one that failed, for it may have failed for want of a value. Undefined: none has told.
 */
export async function currentPlaceholders(
  { db }: Context,
  projectId: number,
): Promise<string[] | undefined> {
  const newest = await db.deployment.findFirst({
    where: { projectId, contents: { config: { not: null } } },
    orderBy: { number: 'desc' },
    select: { contents: { select: { placeholders: true } } },
  });
  if (newest?.contents == null) return undefined;
  const parsed = names.safeParse(JSON.parse(newest.contents.placeholders));
  return parsed.success ? parsed.data : undefined;
}
