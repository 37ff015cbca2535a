import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fetch, ProxyAgent } from 'undici';
import { cacheFolder } from './cache-folder.ts';
import { debianMirror, type Mirror } from './mirror.ts';

export interface AptProxy extends AsyncDisposable {
  /** For a file in /etc/apt/apt.conf.d of the host. */
  aptSettings: string;
}

/**
 * Lets a host reach this machine's Debian mirror, and nothing else of the world. Packages are kept in
 * the cache folder: a second clean host does not fetch them again.
 */
export async function openAptProxy(address: string): Promise<AptProxy> {
  const mirror = await debianMirror();
  const allowed = new URL(mirror.url).host;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    if (!URL.canParse(url) || new URL(url).host !== allowed) {
      response.writeHead(403).end('Only the Debian mirror can be reached from a test host\n');
      return;
    }
    forward(url, mirror, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    aptSettings: `Acquire::http::Proxy "http://${address}:${port}";\n`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function forward(url: string, mirror: Mirror, response: ServerResponse): Promise<void> {
  const kept = join(cacheFolder, 'packages', createHash('sha256').update(url).digest('hex'));
  if (existsSync(kept)) {
    createReadStream(kept).pipe(response);
    return;
  }
  const answer = await fetch(
    url,
    mirror.proxy === undefined ? {} : { dispatcher: new ProxyAgent(mirror.proxy) },
  );
  const body = Buffer.from(await answer.arrayBuffer());
  if (answer.status === 200 && url.endsWith('.deb')) await keep(kept, body);
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  response.writeHead(answer.status, { 'content-type': type }).end(body);
}

async function keep(path: string, body: Buffer): Promise<void> {
  await mkdir(join(cacheFolder, 'packages'), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, body);
  await rename(unfinished, path);
}
