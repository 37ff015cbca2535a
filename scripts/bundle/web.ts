import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const repository = join(import.meta.dirname, '../..');
const assets = '/assets';

/** The dashboard as files to serve: name in /assets to contents, and the page that loads them. */
export interface WebBundle {
  index: string;
  files: Map<string, Uint8Array>;
}

/** Bundles web/: one script that every page needs, one for each group of pages, one style sheet. */
export async function bundleWeb(): Promise<WebBundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['web/main.tsx', 'web/theme.ts', 'web/styles/main.css', 'web/favicon.svg'].map(
      (path) => join(repository, path),
    ),
    absWorkingDir: repository,
    bundle: true,
    write: false,
    metafile: true,
    outdir: join(repository, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    format: 'esm',
    splitting: true,
    minify: true,
    jsx: 'automatic',
    target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
    legalComments: 'none',
    loader: { '.svg': 'copy' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  return { files, index: await indexPage(metafile) };
}

async function indexPage({ outputs }: Metafile): Promise<string> {
  let page = await readFile(join(repository, 'web/index.html'), 'utf8');
  for (const name of ['favicon.svg', 'theme.js', 'main.css', 'main.js']) {
    page = page.replace(`@${name}@`, `${assets}/${outputOf(outputs, name)}`);
  }
  return page.replace('@preload@', preloads(outputs, outputOf(outputs, 'main.js')));
}

/** Name with the hash of its contents: main.js to main-X7KQ2.js. */
function outputOf(outputs: Metafile['outputs'], name: string): string {
  const extension = extname(name);
  const start = `${basename(name, extension)}-`;
  const found = Object.keys(outputs)
    .map((path) => basename(path))
    .find((output) => output.startsWith(start) && output.endsWith(extension));
  if (found === undefined) throw new Error(`esbuild made no ${name}`);
  return found;
}

/** What the first script imports at once is asked for together with it, not after it. */
function preloads(outputs: Metafile['outputs'], main: string): string {
  const output = Object.entries(outputs).find(([path]) => basename(path) === main)?.[1];
  return (output?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => `<link rel="modulepreload" href="${assets}/${basename(path)}" />`)
    .join('\n    ');
}

/** Digest of everything that a bundle is made of. */
export async function digestOfWebSources(): Promise<string> {
  const folders = ['web', 'lib', 'scripts/bundle'];
  const paths = (await Promise.all(folders.map(filesIn))).flat();
  const hash = createHash('sha256');
  for (const path of ['package-lock.json', ...paths.sort()]) {
    hash.update(`${path}\n`).update(await readFile(join(repository, path)));
  }
  return hash.digest('hex');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(repository, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1));
}
