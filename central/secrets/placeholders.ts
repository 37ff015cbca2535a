import { z } from 'zod';
import type { Context } from '../context.ts';

const names = z.array(z.string());
/** Of so many deployments one has got as far as to its config file. */
const lookedAtMax = 50;

/**
 * Names of the secrets that the project's config file asks for, as its newest deployment has found
 * it: also one that failed, for it may have failed for want of a value. Undefined: none has told.
 */
export async function currentPlaceholders(
  { db }: Context,
  projectId: number,
): Promise<string[] | undefined> {
  const rows = await db.$queryRaw<{ placeholders: string }[]>`
    SELECT c."placeholders" FROM (
      SELECT "id", "number" FROM "deployments" WHERE "project_id" = ${projectId}
      ORDER BY "number" DESC LIMIT ${lookedAtMax}
    ) d JOIN "release_contents" c ON c."deployment_id" = d."id"
    WHERE c."config" IS NOT NULL ORDER BY d."number" DESC LIMIT 1`;
  const newest = rows[0];
  if (newest === undefined) return undefined;
  const parsed = names.safeParse(JSON.parse(newest.placeholders));
  return parsed.success ? parsed.data : undefined;
}
