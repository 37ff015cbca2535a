import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import fsExt from 'fs-ext';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const files = join(import.meta.dirname, 'dist');

const statVFS = promisify(fsExt.statVFS);

/** What the compiled module tells about the disk. */
async function disk() {
  const { f_bavail: free, f_blocks: total, f_bsize: size } = await statVFS(files);
  return { free: free * size, total: total * size };
}

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  if (path === '/health') return response.end('ok');
  if (path === '/api/disk') {
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify(await disk()));
  }
  const wanted = join(files, normalize(`/${path}`));
  // Every other address is a page of the application in the browser.
  const file = extname(wanted) !== '' && existsSync(wanted) ? wanted : join(files, 'index.html');
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
  createReadStream(file).pipe(response);
});

server.listen(Number(process.env.PORT ?? 3000));
process.once('SIGTERM', () => server.close());
