import { z } from 'zod';
import { listAuditEntries } from '../../accounts/audit.ts';
import type { Context } from '../../context.ts';
import { findProject } from '../../projects/find-project.ts';
import type { App } from './app.ts';
import { page, pageOf, pageQuery } from './parameters.ts';
import { auditSchema } from './schemas.ts';
import { auditView } from './views.ts';

export function auditRoutes(app: App, context: Context): void {
  const querystring = pageQuery.extend({ project: z.string().optional() });
  const response = { 200: pageOf(auditSchema) };
  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    schema: { summary: 'Who changed what, newest first', querystring, response },
    handler: async ({ query: { limit, cursor, project } }) => {
      const found = project === undefined ? undefined : await findProject(context, project);
      const rows = await listAuditEntries(context, {
        limit: limit + 1,
        ...(found === undefined ? {} : { projectId: found.id }),
        ...(cursor === undefined ? {} : { before: cursor }),
      });
      return page(rows, limit, (row) => row.id, auditView);
    },
  });
}
