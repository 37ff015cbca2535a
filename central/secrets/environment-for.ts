import type { Context } from '../context.ts';
import { openValues } from './open-values.ts';

/**
 * All secrets of a project in clear, as one node gets them, with the version they make up.
 *
 * @throws UserError master_key_missing, sealed_value_damaged
 */
export async function environmentFor(
  context: Context,
  projectId: number,
  nodeId: string,
): Promise<{ version: number; values: Record<string, string> }> {
  // The version first: a change in between gives newer values under an older number, and the
  // deployment that this change asks for comes next. The other way round it would never come.
  const project = await context.db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { environmentVersion: true },
  });
  return {
    version: project.environmentVersion,
    values: await openValues(context, projectId, nodeId),
  };
}
