import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { Permission } from '../../domain/permissions.ts';
import { roleIn } from '../../domain/rights.ts';
import { findProject, projectNotFound } from '../../projects/find-project.ts';
import { callerIn, requirePermission } from './access.ts';

/**
 * The id of the project that a query names; undefined: it names none. One that the caller may not
 * see does not exist.
 *
 * @throws UserError project_not_found, forbidden
 */
export async function namedProject(
  context: Context,
  request: FastifyRequest,
  slugOrId: string | undefined,
  permission: Permission,
): Promise<number | undefined> {
  if (slugOrId === undefined) return undefined;
  const caller = callerIn(request);
  const { id } = await findProject(context, slugOrId);
  if (roleIn(caller, id) === null) throw projectNotFound(slugOrId);
  requirePermission(caller, permission, id);
  return id;
}
