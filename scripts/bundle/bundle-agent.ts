import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

const repository = join(import.meta.dirname, '../..');

/** The agent as one file of JavaScript, with everything it reads at run time. */
export async function bundleAgent(): Promise<Uint8Array> {
  const built = await build({
    entryPoints: [join(repository, 'scripts/agent-entry.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    // Some packages' `main` asks for its parts in a way that no bundler can follow.
    mainFields: ['module', 'main'],
    target: 'node24',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    define: { vpspilotShippedFiles: JSON.stringify(await shippedFiles()) },
    // Only channelz uses it, which the agent turns off: a tenth of the bundle.
    alias: { '@grpc/proto-loader': join(repository, 'scripts/bundle-without.cjs') },
    plugins: [httpWithoutFetch],
    // Some packages are CommonJS and call require() for Node's own modules.
    banner: {
      js: "import{createRequire as vpspilotCreateRequire}from'node:module';const require=vpspilotCreateRequire(import.meta.url);",
    },
  });
  const [output] = built.outputFiles;
  if (output === undefined) throw new Error('esbuild made no file');
  return output.contents;
}

/**
 * Who imports node:http has each of its names read, and among them is WebSocket: Node loads all of
 * its fetch() then, several megabytes that an agent never uses. Required, it is read name by name.
 */
const httpWithoutFetch: Plugin = {
  name: 'http-without-fetch',
  setup({ onResolve, onLoad }) {
    const namespace = 'required';
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'node:http', namespace } : undefined,
    );
    onLoad({ filter: /./, namespace }, () => ({
      contents: "module.exports = require('node:http')",
    }));
  },
};

/** The templates, as text that goes into the bundle: gzip of JSON { path: text }, in base64. */
async function shippedFiles(): Promise<string> {
  const templates = join(repository, 'templates');
  const entries = await readdir(templates, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts = await Promise.all(
    paths.map(async (path) => [path.slice(templates.length + 1), await readFile(path, 'utf8')]),
  );
  return gzipSync(JSON.stringify(Object.fromEntries(texts)), { level: 9 }).toString('base64');
}
