import { Readable } from 'node:stream';
import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { Context } from '../../context.ts';
import { type ApplicationLogLine, followLogs, type LogRequest } from '../../nodes/follow-logs.ts';
import { findProject } from '../../projects/find-project.ts';
import type { App } from './app.ts';
import { projectParams } from './parameters.ts';
import type { Streams } from './streams.ts';

const date = z.iso.datetime({ offset: true });

const part = {
  q: z.string().max(200).optional().describe('Only lines with this text; case does not matter'),
  from: date.optional(),
  to: date.optional(),
};

const logQuery = z.object({
  lines: z.coerce.number().int().min(0).max(10_000).default(100).describe('Past lines'),
  follow: z.stringbool().default(true).describe('Then go on with new ones'),
  ...part,
});

/** More past lines than this are not for reading. */
const downloadLinesMax = 200_000;

/** What the running application has written, straight from its node. */
export function logRoutes(app: App, context: Context, streams: Streams): void {
  follow(app, context, streams);
  download(app, context);
}

function follow(app: App, context: Context, streams: Streams): void {
  const summary =
    'Logs of the running app: events output { at, stderr, text, release }, note { message }, then end';
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/logs',
    schema: {
      summary,
      params: projectParams,
      querystring: logQuery,
      produces: ['text/event-stream'],
    },
    handler: async (request, reply) => {
      const { id, nodeId } = await findProject(context, request.params.project);
      assertConnected(context, nodeId);
      const { lines, follow, ...rest } = request.query;
      const wish = logRequest({ ...rest, lines, follow });
      return streams.send(request, reply, async function* (signal) {
        for await (const line of followLogs(context, id, wish, signal)) yield lineEvent(line);
        yield { event: 'end', data: { kind: 'end' } };
      });
    },
  });
}

function download(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/v1/projects/:project/logs/download',
    schema: {
      summary: 'Logs of the running app as text',
      params: projectParams,
      querystring: z.object(part),
      produces: ['text/plain'],
    },
    handler: async (request, reply) => {
      const { id, slug, nodeId } = await findProject(context, request.params.project);
      assertConnected(context, nodeId);
      const wish = logRequest({ ...request.query, lines: downloadLinesMax, follow: false });
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort());
      reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${slug}.log"`);
      return reply.send(Readable.from(textOf(followLogs(context, id, wish, gone.signal))));
    },
  });
}

/** @throws UserError `window_invalid` */
function logRequest(query: z.infer<typeof logQuery>): LogRequest {
  const { lines, follow, q: search = '', from, to } = query;
  const sinceMs = from === undefined ? 0 : Date.parse(from);
  const untilMs = to === undefined ? 0 : Date.parse(to);
  if (untilMs > 0 && untilMs < sinceMs) {
    throw new UserError('window_invalid', '`to` is before `from`');
  }
  return { lines, follow, search, sinceMs, untilMs };
}

function lineEvent({ text, stderr, atMs, release, isNote }: ApplicationLogLine) {
  if (isNote) return { event: 'note', data: { kind: 'note', message: text } };
  const data = { kind: 'output', at: atMs, stderr, text, release: release === 0 ? null : release };
  return { event: 'output', data };
}

async function* textOf(lines: AsyncIterable<ApplicationLogLine>): AsyncGenerator<string> {
  for await (const { text, atMs, isNote } of lines) {
    yield isNote ? `# ${text}\n` : `${new Date(atMs).toISOString()} ${text}\n`;
  }
}

/** Said as a status while that is still possible; later it would be an event. */
function assertConnected({ gateway }: Context, nodeId: string): void {
  if (gateway.session(nodeId) !== undefined) return;
  throw new UserError('node_offline', 'The node of this project is not connected', {
    hint: 'The application may well be running; its log can be read when the node is back',
  });
}
