import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipOf } from './zip.ts';

export interface PublishedPackage {
  name: string;
  version: string;
  /** What its composer.json says beside name and version. */
  manifest: Readonly<Record<string, unknown>>;
  /** Read when the archive is asked for the first time. */
  files(): Readonly<Record<string, string | Buffer>>;
  /** Address of the archive; otherwise it is on this server. */
  dist?: string;
  reference?: string;
  /** The hash is published. */
  hashed?: boolean;
}

/** A server that follows the protocol of Composer's registries, version 2, and is a mirror of archives. */
export async function startPackagist(
  options: {
    packages?: readonly PublishedPackage[];
    token?: string;
    /** Where it listens. */
    address?: string;
  } = {},
) {
  const packages = new Map<string, PublishedPackage>();
  const archives = new Map<string, Buffer>();
  const requests: { path: string; authorization: string | undefined }[] = [];
  let isOff = false;
  let url = '';
  const publish = (entry: PublishedPackage) => {
    packages.set(`${entry.name} ${entry.version}`, entry);
    archives.delete(placeOf(entry));
  };
  for (const entry of options.packages ?? []) publish(entry);
  const archiveAt = (path: string) => {
    const entry = [...packages.values()].find((candidate) => placeOf(candidate) === path);
    if (entry === undefined) return undefined;
    const archive = archives.get(path) ?? archiveOf(entry);
    archives.set(path, archive);
    return archive;
  };
  const metadata = (entry: PublishedPackage) => metadataOf(entry, url, archiveAt);
  const server = createServer(({ url: path = '', headers }, response) => {
    const { authorization } = headers;
    requests.push({ path, authorization });
    if (isOff) return response.destroy();
    if (options.token !== undefined && !isToken(authorization, options.token)) {
      return response.writeHead(401).end('unauthorized');
    }
    const body = answer(path, [...packages.values()], metadata) ?? archiveAt(path);
    return body === undefined ? response.writeHead(404).end('not found') : response.end(body);
  });
  const { address = '127.0.0.1' } = options;
  server.listen(0, address);
  await once(server, 'listening');
  url = `http://${address}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** For the agent's setting composerMirror. */
    mirror: `${url}/dists/%package%/%prettyVersion%.%type%`,
    requests,
    publish,
    /** What a lock file says about a package. */
    locked: (name: string) => {
      const entry = [...packages.values()].find((candidate) => candidate.name === name);
      return entry === undefined ? undefined : metadata(entry);
    },
    /** Answers nothing any more, until it is on again. */
    setOff: (off: boolean) => {
      isOff = off;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(
  path: string,
  packages: readonly PublishedPackage[],
  metadata: (entry: PublishedPackage) => object,
): string | undefined {
  if (path === '/packages.json') {
    return JSON.stringify({
      packages: [],
      'metadata-url': '/p2/%package%.json',
      'available-packages': [...new Set(packages.map(({ name }) => name))],
      'notify-batch': 'https://packagist.org/downloads/',
    });
  }
  const [, name] = /^\/p2\/([^/]+\/[^/~]+)\.json$/.exec(path) ?? [];
  const versions = packages.filter((entry) => entry.name === name);
  if (name === undefined || versions.length === 0) return undefined;
  return JSON.stringify({ packages: { [name]: versions.map(metadata) } });
}

function metadataOf(
  entry: PublishedPackage,
  url: string,
  archiveAt: (path: string) => Buffer | undefined,
) {
  const { name, version, manifest, dist, reference = version } = entry;
  const own = dist ?? `${url}${placeOf(entry)}`;
  const archive = entry.hashed === true ? archiveAt(placeOf(entry)) : undefined;
  const shasum = archive === undefined ? '' : createHash('sha1').update(archive).digest('hex');
  return { name, version, dist: { type: 'zip', url: own, reference, shasum }, ...manifest };
}

function placeOf({ name, version }: Pick<PublishedPackage, 'name' | 'version'>): string {
  return `/dists/${name}/${version}.zip`;
}

/** With one folder around everything, as GitHub makes them. */
function archiveOf({ name, version, manifest, files }: PublishedPackage): Buffer {
  const top = `${name.replace('/', '-')}-${version}/`;
  const all = { 'composer.json': `${JSON.stringify({ name, ...manifest }, undefined, 4)}\n` };
  const entries = Object.entries({ ...all, ...files() });
  return zipOf(new Map(entries.map(([path, text]) => [top + path, Buffer.from(text)])));
}

function isToken(authorization: string | undefined, token: string): boolean {
  if (authorization === `Bearer ${token}`) return true;
  const [, pair = ''] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
  return Buffer.from(pair, 'base64').toString().endsWith(`:${token}`);
}
