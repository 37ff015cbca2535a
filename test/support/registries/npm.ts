import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../../../node-agent/adapters/npm-program.ts';
import { packageCache } from './package-cache.ts';

const run = promisify(execFile);

/** What the registry does wrong, until it is told otherwise. */
export type NpmFault = 'none' | 'server error' | 'slow' | 'corrupt';

export interface NpmRegistry {
  /** With a slash at its end. */
  url: string;
  requests: { path: string; authorization: string | undefined }[];
  fault: NpmFault;
  stop(): Promise<void>;
}

interface Version {
  manifest: Record<string, unknown> & { name: string; version: string };
  file: string;
}

/**
 * A registry by npm's protocol with real packages, which the machine's own npm brings at their first
 * use. Knows the named packages ("ms@2.1.3"); with `onDemand` any other tarball too.
 */
export async function startNpmRegistry(
  options: { packages?: readonly string[]; onDemand?: boolean; token?: string } = {},
): Promise<NpmRegistry> {
  const versions = await Promise.all((await bring(options.packages ?? [])).map(readVersion));
  const registry: NpmRegistry = { url: '', requests: [], fault: 'none', stop: async () => {} };
  const server = createServer((request, response) => {
    answer(request, response, { registry, versions, options }).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  registry.stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return registry;
}

/** Names of everything that a package-lock.json takes from a registry, for `packages`. */
export function packagesOfNpmLock(text: string): string[] {
  const { packages } = JSON.parse(text) as {
    packages: Record<string, { name?: string; version?: string; link?: boolean }>;
  };
  return Object.entries(packages).flatMap(([path, { name, version, link }]) => {
    const at = path.lastIndexOf('node_modules/');
    if (at < 0 || link === true) return [];
    return [`${name ?? path.slice(at + 'node_modules/'.length)}@${version}`];
  });
}

/** Tarballs of these packages, fetched by npm where the cache does not have them. */
async function bring(packages: readonly string[]): Promise<string[]> {
  const cache = await packageCache('npm');
  const files = packages.map((name) => join(cache, `${name.replaceAll('/', '+')}.tgz`));
  const missing = packages.filter((_, at) => !existsSync(files[at] ?? ''));
  if (missing.length === 0) return files;
  const folder = await mkdtemp(join(cache, 'fetching-'));
  try {
    const [program, ...first] = npmCommand();
    const said = await run(
      program,
      [...first, 'pack', ...missing, '--json', '--ignore-scripts', '--pack-destination', folder],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
    );
    const packed = JSON.parse(said.stdout) as { name: string; version: string; filename: string }[];
    for (const { name, version, filename } of Object.values(packed)) {
      const target = join(cache, `${name.replaceAll('/', '+')}@${version}.tgz`);
      await mkdir(dirname(target), { recursive: true });
      await rename(join(folder, filename), target);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return files;
}

async function readVersion(file: string): Promise<Version> {
  const list = await run('tar', ['-tzf', file], { maxBuffer: 64 * 1024 * 1024 });
  const path = list.stdout.split('\n').find((line) => /^[^/]+\/package\.json$/.test(line));
  const { stdout } = await run('tar', ['-xzOf', file, path ?? 'package/package.json']);
  return { manifest: JSON.parse(stdout) as Version['manifest'], file };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  {
    registry,
    versions,
    options,
  }: {
    registry: NpmRegistry;
    versions: readonly Version[];
    options: { onDemand?: boolean; token?: string };
  },
): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1);
  const { authorization } = request.headers;
  registry.requests.push({ path, authorization });
  if (registry.fault === 'server error') return void response.writeHead(503).end();
  if (registry.fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 3_000));
  if (options.token !== undefined && authorization !== `Bearer ${options.token}`) {
    return void response.writeHead(401).end('{"error":"authentication required"}');
  }
  const [, name = '', version] =
    /^((?:@[^/]+\/)?[^/]+)(?:\/-\/[^/]+?-(\d[^/]*)\.tgz)?$/.exec(path) ?? [];
  const own = versions.filter(({ manifest }) => manifest.name === name);
  if (version === undefined) return packument(response, registry.url, own);
  const known = own.find(({ manifest }) => manifest.version === version)?.file;
  const [file] =
    known === undefined && options.onDemand ? await bring([`${name}@${version}`]) : [known];
  if (file === undefined) return void response.writeHead(404).end('{"error":"not found"}');
  const content = await readFile(file);
  if (registry.fault === 'corrupt') content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(content);
}

async function packument(
  response: ServerResponse,
  url: string,
  versions: readonly Version[],
): Promise<void> {
  const [first] = versions;
  if (first === undefined) return void response.writeHead(404).end('{"error":"not found"}');
  const entries = await Promise.all(
    versions.map(async ({ manifest, file }) => {
      const content = await readFile(file);
      const hash = (algorithm: string) => createHash(algorithm).update(content);
      const bare = manifest.name.replace(/^.*\//, '');
      const dist = {
        tarball: `${url}${manifest.name}/-/${bare}-${manifest.version}.tgz`,
        integrity: `sha512-${hash('sha512').digest('base64')}`,
        shasum: hash('sha1').digest('hex'),
      };
      return [manifest.version, { ...manifest, dist }] as const;
    }),
  );
  const newest = entries.at(-1)?.[0];
  const body = {
    name: first.manifest.name,
    'dist-tags': { latest: newest },
    versions: Object.fromEntries(entries),
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
