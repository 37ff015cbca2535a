import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PublishedFile, realPackages } from './pypi-packages.ts';

export interface PypiOptions {
  files?: readonly PublishedFile[];
  /** Hashes and metadata of files in the pages; default true. */
  hashes?: boolean;
  /** Only HTML (PEP 503), as older indexes have it; default JSON for who asks for it (PEP 691). */
  html?: boolean;
  /** Password that every request must have. */
  token?: string;
  /** Where it listens; default loopback. */
  host?: string;
}

/** A server that follows the protocol of Python package indexes, with real packages in it. */
export async function startPypi(options: PypiOptions = {}) {
  const files = new Map<string, PublishedFile>();
  const publish = (file: PublishedFile) => files.set(file.filename, file);
  for (const file of [...(await realPackages()), ...(options.files ?? [])]) publish(file);
  const requests: { path: string; authorization: string | undefined }[] = [];
  let isOff = false;
  let failures = 0;
  const server = createServer(({ url = '', headers }, response) => {
    requests.push({ path: url, authorization: headers.authorization });
    if (isOff) return response.destroy();
    if (failures > 0) {
      failures -= 1;
      return response.writeHead(503).end();
    }
    if (!mayRead(headers, options.token)) {
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="index"' }).end();
    }
    const answer = answerTo(
      decodeURIComponent(url),
      headers.accept ?? '',
      [...files.values()],
      options,
    );
    if (answer === undefined) return response.writeHead(404).end('not found');
    return response.writeHead(200, { 'content-type': answer.type }).end(answer.body);
  });
  const { host = '127.0.0.1' } = options;
  server.listen(0, host);
  await once(server, 'listening');
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/simple/`,
    requests,
    publish,
    /** One of its files. */
    file(project: string): PublishedFile & { sha256: string; url: string } {
      const found = [...files.values()].find((file) => file.project === project);
      if (found === undefined) throw new Error(`the index has no ${project}`);
      return { ...found, sha256: sha256(found.content), url: `${origin}/files/${found.filename}` };
    },
    /** Answers nothing any more, until it is on again. */
    setOff(off: boolean) {
      isOff = off;
    },
    /** The next requests are answered with 503. */
    failNext(count: number) {
      failures = count;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function mayRead({ authorization = '' }: IncomingHttpHeaders, token: string | undefined): boolean {
  if (token === undefined) return true;
  const sent = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
  return sent.endsWith(`:${token}`);
}

interface Answer {
  type: string;
  body: string | Buffer;
}

function answerTo(
  path: string,
  accept: string,
  files: readonly PublishedFile[],
  options: PypiOptions,
): Answer | undefined {
  const metadata = /^\/files\/(.+\.whl)\.metadata$/.exec(path)?.[1];
  if (metadata !== undefined) {
    const text = files.find(({ filename }) => filename === metadata)?.metadata;
    return text === undefined ? undefined : { type: 'text/plain', body: text };
  }
  const wanted = /^\/files\/(.+)$/.exec(path)?.[1];
  if (wanted !== undefined) {
    const content = files.find(({ filename }) => filename === wanted)?.content;
    return content === undefined ? undefined : { type: 'application/octet-stream', body: content };
  }
  const project = /^\/simple\/([^/]+)\/$/.exec(path)?.[1];
  const own = files.filter((file) => normal(file.project) === project);
  if (own.length === 0) return undefined;
  return options.html !== true && accept.includes('vnd.pypi.simple.v1+json')
    ? jsonPage(own, options)
    : htmlPage(own, options);
}

function jsonPage(files: readonly PublishedFile[], { hashes = true }: PypiOptions): Answer {
  const page = {
    meta: { 'api-version': '1.1' },
    name: normal(files[0]?.project ?? ''),
    files: files.map((file) => ({
      filename: file.filename,
      url: `../../files/${file.filename}`,
      hashes: hashes ? { sha256: sha256(file.content) } : {},
      yanked: file.yanked ?? false,
      'requires-python': file.requiresPython ?? null,
      'core-metadata': hashes &&
        file.metadata !== undefined && { sha256: sha256(Buffer.from(file.metadata)) },
    })),
  };
  return { type: 'application/vnd.pypi.simple.v1+json', body: JSON.stringify(page) };
}

function htmlPage(files: readonly PublishedFile[], { hashes = true }: PypiOptions): Answer {
  const links = files.map((file) => {
    const hash = hashes ? `#sha256=${sha256(file.content)}` : '';
    const python = file.requiresPython?.replaceAll('>', '&gt;').replaceAll('<', '&lt;');
    const attributes = [
      python === undefined ? '' : ` data-requires-python="${python}"`,
      file.yanked === true ? ' data-yanked=""' : '',
    ].join('');
    return `<a href="/files/${encodeURIComponent(file.filename)}${hash}"${attributes}>${file.filename}</a><br>`;
  });
  return {
    type: 'text/html',
    body: `<!DOCTYPE html><html><body>\n${links.join('\n')}\n</body></html>`,
  };
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
