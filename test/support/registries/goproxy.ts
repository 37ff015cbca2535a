import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { debianPackage } from './debian-package.ts';
import { zipOf } from './zip.ts';

export interface PublishedModule {
  path: string;
  version: string;
  /** By path in the module; go.mod is among them. */
  files: Readonly<Record<string, string | Buffer>>;
}

/** A server that follows the protocol of Go's module proxies. */
export async function startGoProxy(
  options: { modules?: readonly PublishedModule[]; token?: string } = {},
) {
  const modules = new Map<string, PublishedModule>();
  const requests: { path: string; authorization: string | undefined }[] = [];
  const answers = new Map<string, Buffer>();
  let isOff = false;
  const publish = (module: PublishedModule) => {
    modules.set(`${module.path}@${module.version}`, module);
    const versions = [...modules.values()].filter(({ path }) => path === module.path);
    const base = `/${escaped(module.path)}/@v`;
    const info = Buffer.from(
      JSON.stringify({ Version: module.version, Time: '2022-01-01T00:00:00Z' }),
    );
    answers.set(
      `${base}/list`,
      Buffer.from(versions.map(({ version }) => `${version}\n`).join('')),
    );
    answers.set(`/${escaped(module.path)}/@latest`, info);
    answers.set(`${base}/${escaped(module.version)}.info`, info);
    answers.set(`${base}/${escaped(module.version)}.mod`, modOf(module));
    answers.set(`${base}/${escaped(module.version)}.zip`, zipOf(entriesOf(module)));
  };
  for (const module of options.modules ?? []) publish(module);
  const server = createServer(({ url = '', headers }, response) => {
    requests.push({ path: url, authorization: headers.authorization });
    const sent = Buffer.from(
      headers.authorization?.replace('Basic ', '') ?? '',
      'base64',
    ).toString();
    const mayRead = options.token === undefined || sent.endsWith(`:${options.token}`);
    const body = answers.get(decodeURIComponent(url));
    if (isOff) response.destroy();
    else if (!mayRead) response.writeHead(401).end('unauthorized');
    else if (body === undefined) response.writeHead(404).end('not found: unknown module');
    else response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    publish,
    /** Answers nothing any more, until it is on again. */
    setOff: (off: boolean) => {
      isOff = off;
    },
    /** Lines of a go.sum for the modules it has now. */
    goSum: () => [...modules.values()].map(sumLines).join(''),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A module as Debian packages it for builds of its own. */
export async function debianModule(
  packageName: string,
  folder: string,
  { path, version }: Pick<PublishedModule, 'path' | 'version'>,
): Promise<PublishedModule> {
  const root = join(await debianPackage(packageName), 'usr/share/gocode/src', folder);
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((name) => !/(?:^|\/)(?:_examples?|testdata|vendor)\//.test(name));
  const files = names.map((name): [string, Buffer] => [name, readFileSync(join(root, name))]);
  return { path, version, files: Object.fromEntries(files) };
}

function sumLines(module: PublishedModule): string {
  const { path, version } = module;
  const mod = dirHash(new Map([['go.mod', modOf(module)]]));
  return `${path} ${version} ${dirHash(entriesOf(module))}\n${path} ${version}/go.mod ${mod}\n`;
}

function dirHash(files: ReadonlyMap<string, Buffer>): string {
  const sha256 = (content: Buffer | string) => createHash('sha256').update(content);
  const lines = [...files].map(([name, content]) => ({ name, hex: sha256(content).digest('hex') }));
  const text = lines
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, hex }) => `${hex}  ${name}\n`);
  return `h1:${sha256(text.join('')).digest('base64')}`;
}

function modOf({ path, files }: PublishedModule): Buffer {
  return Buffer.from(files['go.mod'] ?? `module ${path}\n`);
}

function entriesOf({ path, version, files }: PublishedModule): Map<string, Buffer> {
  const names = Object.entries(files);
  return new Map(names.map(([name, text]) => [`${path}@${version}/${name}`, Buffer.from(text)]));
}

function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
