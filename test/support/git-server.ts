import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openCertificateAuthority } from '../../central/adapters/certificate-authority.ts';

export interface GitServer {
  /** "127.0.0.1:41234" */
  host: string;
  /** PEM file of the authority that its certificate is from. */
  authority: string;
  /** What each request had as its Authorization, "" for none. */
  authorizations: string[];
  /** Sends everybody to this server instead. */
  redirectTo: string | undefined;
  stop(): Promise<void>;
}

/** A real git server over https that asks for a user and a password. Serves every repository below `root`. */
export async function startGitServer(
  root: string,
  credentials: { username: string; password: string },
): Promise<GitServer> {
  const folder = mkdtempSync(join(tmpdir(), 'git-server-'));
  const authority = await openCertificateAuthority(join(folder, 'ca.json'), {
    mayCreate: true,
    clientLifetimeSeconds: 3_600,
    clock: { now: () => new Date() },
  });
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, authority.certificate);
  const { chain: cert, privateKey: key } = await authority.issueForServer(['127.0.0.1']);
  const wanted = `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`;
  const server = createServer({ cert, key }, (request, response) => {
    const given = request.headers.authorization ?? '';
    git.authorizations.push(given);
    if (git.redirectTo !== undefined) {
      response.writeHead(302, { location: `https://${git.redirectTo}${request.url}` }).end();
    } else if (given === wanted) serve(root, request, response);
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const git: GitServer = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority: caFile,
    authorizations: [],
    redirectTo: undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dirname(caFile), { recursive: true });
    },
  };
  return git;
}

/** Runs git's own CGI program. */
function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'https://localhost');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
    },
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.on('close', () => {
    const answer = Buffer.concat(parts);
    const end = answer.indexOf('\r\n\r\n');
    const type = /^content-type: (.*)$/im.exec(answer.subarray(0, end).toString())?.[1]?.trim();
    response.writeHead(200, { 'content-type': type ?? 'text/plain' }).end(answer.subarray(end + 4));
  });
}
