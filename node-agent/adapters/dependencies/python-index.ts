import { posix } from 'node:path';
import { UserError } from '../../../lib/user-error.ts';
import { normalName } from '../../domain/python-markers.ts';
import { parseFileName } from '../../domain/wheel-tags.ts';
import { type Download, type FetchHints, fetchText } from './download.ts';

/** A file that a package index offers. */
export interface IndexFile {
  filename: string;
  /** Without a name and a password. */
  url: string;
  /** "sha256:…" when the index says it. */
  hashes: readonly string[];
  yanked: boolean;
  requiresPython: string | undefined;
}

/** Where packages are looked for, in pip's order, with whatever opens them. */
export interface PackageIndexes {
  /** Addresses without credentials, for keys and for people. */
  readonly addresses: readonly string[];
  /** With credentials: for pip's own environment, never for anything that is kept. */
  readonly secret: { index: string; extra: readonly string[]; links: readonly string[] };
  /** All files of a project, of every index that has it. */
  files(project: string, signal: AbortSignal): Promise<IndexFile[]>;
  /** Names a file for all nodes and projects, where nothing but its first use says what it must be. */
  firstUseKey(file: { filename: string; url: string }): string;
  /** A download of an address that an index gave. */
  download(label: string, url: string): Download;
}

export const pythonHints: FetchHints = {
  unauthorized:
    'The index wants a name and a password: write --extra-index-url https://__token__:${TOKEN}@host/simple/ into requirements.txt and set TOKEN as a secret of the project',
  missing: 'The index does not have this file: check its name and version',
};

const accepted =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';

/** Addresses, with credentials in them where they need some; the first index is the main one. */
export interface IndexAddresses {
  indexes: readonly string[];
  /** Pages that list files of many projects: pip's --find-links. */
  links: readonly string[];
  /** The node's own index: its files are known by their names alone. */
  standard: string;
}

/** Reads package indexes by the Simple API: PEP 503 and PEP 691. */
export function packageIndexes({ indexes, links, standard }: IndexAddresses): PackageIndexes {
  const all = indexes.map((address) => new URL(withSlash(address)));
  const lists = links.map((address) => new URL(address));
  const pages = new Map<string, Promise<IndexFile[]>>();
  const download = (label: string, url: string): Download => {
    const target = new URL(url);
    const known = [...all, ...lists];
    const home = known.find(({ origin, username }) => origin === target.origin && username !== '');
    return { label, url, headers: home === undefined ? {} : { authorization: basic(home) } };
  };
  const read = async (project: string, signal: AbortSignal) => {
    const found: IndexFile[] = [];
    let missing: unknown;
    const places = [
      ...all.map((index) => new URL(`${normalName(project)}/`, bare(index)).href),
      ...lists.map(bare),
    ];
    for (const address of places) {
      try {
        const page = await readPage(address, project, download, signal);
        found.push(
          ...page.filter(
            ({ filename }) => parseFileName(filename, project)?.name === normalName(project),
          ),
        );
      } catch (error) {
        if (!isMissing(error)) throw error;
        missing = error;
      }
    }
    if (found.length === 0 && missing !== undefined) throw unknownPackage(project, all, missing);
    return found;
  };
  return {
    addresses: [...all, ...lists].map(bare),
    secret: { index: indexes[0] ?? '', extra: indexes.slice(1), links },
    download,
    firstUseKey({ filename, url }) {
      const { origin } = new URL(url);
      const home = all.find((index) => index.origin === origin) ?? all[0];
      const address = home === undefined ? origin : bare(home);
      return address === bare(new URL(withSlash(standard))) ? filename : `${address}${filename}`;
    },
    files(project, signal) {
      const page = pages.get(project) ?? read(project, signal);
      pages.set(project, page);
      return page;
    },
  };
}

async function readPage(
  address: string,
  project: string,
  download: PackageIndexes['download'],
  signal: AbortSignal,
): Promise<IndexFile[]> {
  const { headers } = download('', address);
  const document = {
    label: `the index page of ${project}`,
    url: address,
    headers: { ...headers, accept: accepted },
  };
  const text = await fetchText(document, { hints: pythonHints, signal });
  return text.trimStart().startsWith('{')
    ? parseJsonPage(text, address)
    : parseHtmlPage(text, address);
}

interface JsonFile {
  filename: string;
  url: string;
  hashes?: Record<string, string>;
  yanked?: boolean | string;
  'requires-python'?: string | null;
}

/** PEP 691 */
export function parseJsonPage(text: string, address: string): IndexFile[] {
  const { files = [] } = JSON.parse(text) as { files?: JsonFile[] };
  return files.map((file) => ({
    filename: file.filename,
    url: bare(new URL(file.url, address)),
    hashes: Object.entries(file.hashes ?? {}).map(([name, hex]) => `${name}:${hex}`),
    yanked: file.yanked !== undefined && file.yanked !== false,
    requiresPython: file['requires-python'] ?? undefined,
  }));
}

/** PEP 503 */
export function parseHtmlPage(text: string, address: string): IndexFile[] {
  const base = /<base\s[^>]*href\s*=\s*["']([^"']+)["']/i.exec(text)?.[1];
  const from = base === undefined ? address : new URL(unescaped(base), address).href;
  return [...text.matchAll(/<a\b([^>]*)>/gi)].flatMap(([, attributes = '']) => {
    const href = attribute(attributes, 'href');
    if (href === undefined) return [];
    const url = new URL(href, from);
    const [, algorithm, hex] = /#(\w+)=([0-9a-f]+)/i.exec(url.hash) ?? [];
    url.hash = '';
    return {
      filename: decodeURIComponent(posix.basename(url.pathname)),
      url: bare(url),
      hashes: algorithm === undefined ? [] : [`${algorithm}:${hex?.toLowerCase()}`],
      yanked: /\sdata-yanked\b/i.test(attributes),
      requiresPython: attribute(attributes, 'data-requires-python'),
    };
  });
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(
    attributes,
  );
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescaped(value);
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#x27': "'",
};

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? '');
}

function bare(url: URL): string {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  return copy.href;
}

function basic({ username, password }: URL): string {
  const pair = [username, password].map(decodeURIComponent).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function isMissing(error: unknown): boolean {
  return error instanceof UserError && / HTTP (?:404|410)/.test(error.message);
}

function unknownPackage(project: string, indexes: readonly URL[], cause: unknown): UserError {
  const where = indexes.map(bare).join(', ');
  return new UserError(
    'dependency_fetch_failed',
    `No package index has ${project}: asked ${where}`,
    {
      hint: 'Check its spelling in the requirements; for a private index add --extra-index-url to requirements.txt',
      cause,
    },
  );
}
