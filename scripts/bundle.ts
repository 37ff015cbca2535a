/**
 * Builds what a node needs of vpspilot into dist/agent: the agent as one file with everything it
 * reads, and the Node runtime it runs on. Central serves both; see central/api/http/downloads.ts.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand } from '../lib/run-command.ts';
import { bundleAgent } from './bundle/bundle-agent.ts';

const repository = resolve(import.meta.dirname, '..');
/** Where it goes: `node scripts/bundle.ts [folder]`. */
const folder = resolve(process.argv[2] ?? join(repository, 'dist/agent'));

await mkdir(folder, { recursive: true });
const agent = await storeAgent();
const runtimes = await packRuntimes();
const manifest = {
  version: `${await versionOf(repository)}-${agent.sha256.slice(0, 8)}`,
  agent,
  runtimes,
};
await replaceFile('manifest.json', JSON.stringify(manifest, null, 2));
process.stdout.write(`Agent ${manifest.version} in ${folder}\n`);

interface ServedFile {
  file: string;
  sha256: string;
  bytes: number;
}

async function storeAgent(): Promise<ServedFile> {
  const contents = await bundleAgent();
  await replaceFile('vpspilot-agent.mjs', contents);
  return { file: 'vpspilot-agent.mjs', ...digestOf(contents) };
}

/** The runtime packages that npm has installed here: this machine's platform, and others if somebody added them. */
async function packRuntimes(): Promise<Record<string, ServedFile>> {
  const packages = (await readdir(join(repository, 'node_modules'))).flatMap(
    (name) => /^node-(linux-(?:x64|arm64))$/.exec(name)?.[1] ?? [],
  );
  const packed = packages.map(async (platform) => [platform, await packRuntime(platform)]);
  return Object.fromEntries(await Promise.all(packed));
}

/** Node and npm as Node's own archives have them; npm's manuals stay here. */
async function packRuntime(platform: string): Promise<ServedFile> {
  const modules = join(repository, 'node_modules');
  const [node, npm] = await Promise.all([
    versionOf(join(modules, `node-${platform}`)),
    versionOf(join(modules, 'npm')),
  ]);
  const file = `node-${node}-npm-${npm}-${platform}.tar.gz`;
  const path = join(folder, file);
  // A version never changes, and packing it takes seconds.
  if (!existsSync(path)) {
    const unfinished = `${path}.${process.pid}`;
    await runCommand([
      ...(['tar', '--create', '--gzip', '--file', unfinished, '--owner=0', '--group=0'] as const),
      ...['--directory', join(modules, `node-${platform}`), 'bin/node'],
      ...['--directory', modules, '--exclude=npm/docs', '--exclude=npm/man'],
      ...['--transform', 's,^npm,lib/node_modules/npm,S', 'npm'],
    ]);
    await rename(unfinished, path);
  }
  return { file, ...digestOf(await readFile(path)) };
}

async function versionOf(packageFolder: string): Promise<string> {
  const text = await readFile(join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function replaceFile(name: string, contents: string | Uint8Array): Promise<void> {
  const unfinished = join(folder, `${name}.${process.pid}`);
  await writeFile(unfinished, contents);
  await rename(unfinished, join(folder, name));
}

function digestOf(contents: Uint8Array): { sha256: string; bytes: number } {
  return {
    sha256: createHash('sha256').update(contents).digest('hex'),
    bytes: contents.length,
  };
}
