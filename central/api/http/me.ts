import type { z } from 'zod';
import type { Caller } from '../../accounts/caller.ts';
import { knownUser, rolesBySlug } from '../../accounts/me.ts';
import type { Context } from '../../context.ts';
import { permissionsOf } from '../../domain/rights.ts';
import { centralVersion as version } from '../../version.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { meSchema } from './schemas/accounts.ts';

type Me = z.input<typeof meSchema>;

export function meRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/me',
    schema: { summary: 'Who asks, and what he may', response: { 200: meSchema } },
    handler: async (request) => meView(context, callerIn(request)),
  });
}

/** What a caller may know of himself. */
export async function meView(context: Context, caller: Caller): Promise<Me> {
  const { kind, actor, role, csrfToken } = caller;
  return {
    ...{ kind, actor, role, csrfToken, version },
    user: await knownUser(context, caller),
    permissions: permissionsOf(caller),
    projectRoles: (await rolesBySlug(context, caller)) as Me['projectRoles'],
  };
}
