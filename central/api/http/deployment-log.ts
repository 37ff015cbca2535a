import { Readable } from 'node:stream';
import { z } from 'zod';
import type { LogLine } from '../../../prisma/client/client.ts';
import type { Context } from '../../context.ts';
import { findDeployment } from '../../deployments/find-deployment.ts';
import { logPage } from '../../deployments/log-page.ts';
import { logText } from '../../deployments/log-text.ts';
import type { App } from './app.ts';
import { deploymentParams } from './parameters.ts';
import { logLineSchema } from './schemas/deployments.ts';

const querystring = z.object({
  format: z.enum(['text', 'json']).default('text').describe('text: everything, as a file'),
  step: z.string().max(40).optional().describe('Only lines of this step (json)'),
  q: z.string().max(200).optional().describe('Only lines with this text (json)'),
  after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before (json)'),
  limit: z.coerce.number().int().min(1).max(2_000).default(500),
});

const logPageSchema = z.object({
  items: z.array(logLineSchema),
  next: z.string().nullable().describe('`after` of the next page; null: that was all, for now'),
});

export function deploymentLogRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/deployments/:deployment/log',
    schema: {
      summary: 'Log of a deployment: as text, or what was printed in pages of JSON with a search',
      params: deploymentParams,
      querystring,
      response: { 200: logPageSchema },
      produces: ['text/plain', 'application/json'],
    },
    handler: async ({ params, query: { format, limit, ...query } }, reply) => {
      const { id, number, project } = await findDeployment(context, params.deployment);
      if (format === 'text') {
        return (
          reply
            .type('text/plain; charset=utf-8')
            .header('content-disposition', `inline; filename="${project.slug}-${number}.log"`)
            // A stream is sent as it is; only the other form has a schema.
            .send(Readable.from(logText(context, id)) as never)
        );
      }
      const rows = await logPage(context, { ...query, deploymentId: id, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const next = rows.length > limit ? String(items.at(-1)?.id) : null;
      return { items: items.map(lineView), next };
    },
  });
}

function lineView({ id, at, step, stderr, text }: LogLine) {
  return { id, at: at.toISOString(), step, stderr, text };
}
