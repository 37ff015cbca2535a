import { z } from 'zod';
import { UserError } from '../../../lib/user-error.ts';
import type { App } from './app.ts';
import { sendNotFound } from './problem.ts';
import { encodingFor, readAsset, webBundle } from './web-bundle.ts';

/** What the dashboard's page may do: load its own files and talk to its own server, nothing else. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Addresses of programs: what is not there is said to a program, not by a page. */
const forPrograms = /^\/(api\/|webhooks(\/|$)|agent(\/|$)|assets(\/|$)|metrics$|healthz$)/;

/** The dashboard: its files, and its page at every address that is nothing else. */
export function webRoutes(app: App): void {
  assets(app);
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (forPrograms.test(path)) return sendNotFound(request, reply);
    const { index } = await webBundle();
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', pagePolicy)
      .send(index);
  });
}

function assets(app: App): void {
  const schema = { hide: true, params: z.object({ '*': z.string().max(100) }) };
  app.get('/assets/*', { schema }, async (request, reply) => {
    const name = request.params['*'];
    const type = (await webBundle()).types.get(name);
    if (type === undefined) {
      throw new UserError('file_not_found', `There is no file ${name}`, {
        hint: 'The dashboard was updated; load the page anew',
      });
    }
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply
      .type(type)
      .header('vary', 'accept-encoding')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(await readAsset(name, encoding));
  });
}
