import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AuditFilter, listAuditEntries, readAuditLog } from '../../accounts/audit-log.ts';
import type { Context } from '../../context.ts';
import { visibleProjects } from '../../domain/rights.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { csvLine } from './csv.ts';
import { namedProject } from './named-project.ts';
import { page, pageOf, pageQuery } from './parameters.ts';
import { auditSchema } from './schemas.ts';
import { auditView } from './views.ts';

const date = z.iso.datetime({ offset: true });
const filters = {
  project: z.string().max(100).optional().describe('Slug or id'),
  actor: z.string().max(200).optional().describe('Who, exactly as shown'),
  action: z.string().max(100).optional().describe('"secret.set", or "secret" for all of them'),
  from: date.optional().describe('Not before'),
  to: date.optional().describe('Before'),
  q: z.string().max(200).optional().describe('A part of any column'),
};

export function auditRoutes(app: App, context: Context): void {
  list(app, context);
  exportAll(app, context);
}

function list(app: App, context: Context): void {
  const querystring = pageQuery.extend(filters);
  const response = { 200: pageOf(auditSchema) };
  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    schema: { summary: 'Who changed what, newest first', querystring, response },
    handler: async (request) => {
      const { limit, cursor, ...wish } = request.query;
      const filter = await filterOf(context, request, wish);
      const how = { before: cursor, limit: limit + 1 };
      const rows = await listAuditEntries(context, filter, how);
      return page(rows, limit, (row) => row.id, auditView);
    },
  });
}

function exportAll(app: App, context: Context): void {
  const querystring = z.object({ ...filters, format: z.enum(['csv', 'json']).default('csv') });
  const produces = ['text/csv', 'application/json'];
  app.route({
    method: 'GET',
    url: '/api/v1/audit/export',
    schema: { summary: 'The audit log as a file', querystring, produces },
    handler: async (request, reply) => {
      const { format, ...wish } = request.query;
      const filter = await filterOf(context, request, wish);
      const rows = readAuditLog(context, filter);
      const type = format === 'csv' ? 'text/csv' : 'application/json';
      return reply
        .type(`${type}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="audit.${format}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(format === 'csv' ? csvOf(rows) : jsonOf(rows)));
    },
  });
}

type Wish = { [Name in keyof typeof filters]?: z.output<(typeof filters)[Name]> };

async function filterOf(
  context: Context,
  request: FastifyRequest,
  { project, from, to, ...rest }: Wish,
): Promise<AuditFilter> {
  return {
    ...rest,
    visible: visibleProjects(callerIn(request), 'audit.read'),
    projectId: await namedProject(context, request, project, 'audit.read'),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

type Rows = ReturnType<typeof readAuditLog>;

async function* csvOf(rows: Rows): AsyncGenerator<string> {
  yield csvLine(['id', 'at', 'actor', 'action', 'project', 'target', 'detail']);
  for await (const batch of rows) {
    const lines = batch.map(({ id, at, actor, action, project, target, detail }) =>
      csvLine([id, at.toISOString(), actor, action, project, target, detail]),
    );
    yield lines.join('');
  }
}

async function* jsonOf(rows: Rows): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const batch of rows) {
    yield separator + batch.map((row) => JSON.stringify(auditView(row))).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
