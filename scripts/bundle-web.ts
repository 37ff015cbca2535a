/**
 * Builds the dashboard into dist/web, compressed for serving: `node scripts/bundle-web.ts [folder]`.
 * Does nothing when the bundle there is of the same sources. See central/api/http/web-bundle.ts.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { bundleWeb, digestOfWebSources } from './bundle/web.ts';

const repository = resolve(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(repository, 'dist/web'));
const assets = join(folder, 'assets');
/** Somebody may have loaded a page of an earlier bundle, and will ask for its other parts. */
const oldFilesStayMs = 24 * 3_600_000;

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const sources = await digestOfWebSources();
if ((await presentSources()) !== sources) await makeBundle();

async function makeBundle(): Promise<void> {
  const { index, files } = await bundleWeb();
  await mkdir(assets, { recursive: true });
  const served = await Promise.all([...files].map(([name, contents]) => store(name, contents)));
  const manifest = { sources, index, files: served };
  await replaceFile(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
  await removeOld(new Set(files.keys()));
}

async function presentSources(): Promise<string | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { sources?: string }).sources;
}

async function store(name: string, contents: Uint8Array) {
  const path = join(assets, name);
  const [br, gz] = await Promise.all([compressBrotli(contents), promisify(gzip)(contents)]);
  await Promise.all([
    replaceFile(path, contents),
    replaceFile(`${path}.br`, br),
    replaceFile(`${path}.gz`, gz),
  ]);
  const type = types[extname(name)] ?? 'application/octet-stream';
  return { name, type, bytes: contents.length, brotliBytes: br.length };
}

/** Quality 9: a tenth larger than the best, in a tenth of its time. */
function compressBrotli(contents: Uint8Array): Promise<Buffer> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
  };
  return promisify(brotliCompress)(contents, { params });
}

async function replaceFile(path: string, contents: string | Uint8Array): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}

async function removeOld(present: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(assets)) {
    if (present.has(name.replace(/\.(br|gz)$/, ''))) continue;
    const path = join(assets, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > oldFilesStayMs) await rm(path, { force: true });
  }
}
