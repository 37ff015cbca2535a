import { constants, existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  cp,
  link,
  mkdir,
  readFile,
  realpath,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../lib/run-command.ts';
import type { ToolchainTable } from '../domain/toolchains.ts';
import { narHash } from './nar.ts';
import { addFixed, type FixedPath, inScratchFolder, isInStore } from './nix-store.ts';
import { addNpm } from './npm-program.ts';

/** The stand-in for nixpkgs, made from this machine's own programs and kept in the store. */
export interface OfflineToolchains {
  /** The pretended nixpkgs. */
  tree: FixedPath;
  tools: FixedPath;
  /** Which Node stands behind each version of the table: { "20": "24.21.0" }. */
  nodes: Readonly<Record<string, string>>;
}

/** Copied from the machine: what a shell command may expect, and what Nix' own scripts need. */
const required =
  'bash [ basename cat chmod chown cksum comm cp cut date dd dirname du echo env expr false find fold grep egrep fgrep head hostname id install join ln ls md5sum mkdir mkfifo mktemp mv nl nproc od paste printenv printf pwd readlink realpath rm rmdir sed seq sha1sum sha256sum sha512sum shuf sleep sort split stat stty sync tac tail tar tee test timeout touch tr true tsort tty uname uniq wc which xargs yes';
const welcome = 'awk cmp diff gzip gunzip zcat bzip2 xz unxz patch git curl jq openssl';

/** Names of nixpkgs that the copied tools answer to. */
const attributes =
  'coreutils findutils gnugrep gnused gawk gnutar gzip bzip2 xz diffutils gnupatch which git curl jq openssl';

const searched = ['/usr/bin', '/bin'];

/** Raised when what is put into the store changes its shape, so that nodes make it again. */
const formatVersion = 1;

/**
 * Makes the stand-in, or finds it made before: a few milliseconds then. Copies this machine's tools
 * and Node binaries, so that neither an upgrade of the machine nor of the agent changes a release.
 */
export async function prepareOfflineToolchains(options: {
  cache: string;
  templates: string;
  table: ToolchainTable;
  nix: string;
}): Promise<OfflineToolchains> {
  const folder = join(options.cache, 'toolchains');
  const { hex } = await narHash(join(options.templates, 'offline-nixpkgs'));
  const version = `${formatVersion}-${hex.slice(0, 16)}-node-${process.versions.node}`;
  const record = join(folder, `offline-${version}.json`);
  const known = await readRecord(record);
  if (known !== undefined) return known;
  await mkdir(folder, { recursive: true });
  const roots = join(folder, 'roots');
  const tools = await addTools(options.nix, folder, roots);
  const node = await addNode(options.nix, folder, roots);
  const versions = Object.keys(options.table.runtimes['node']?.versions ?? {});
  const attributesOfNode = Object.fromEntries(
    versions.map((version) => [`nodejs_${version}`, node]),
  );
  const host = {
    tools: { name: tools.name, sha256: tools.sha256 },
    attributes: attributes.split(' '),
    defaultNode: `nodejs_${versions.at(-1)}`,
    nodes: Object.fromEntries(
      Object.entries(attributesOfNode).map(([key, { name, sha256 }]) => [key, { name, sha256 }]),
    ),
  };
  const tree = await addTree(folder, roots, options, host);
  const nodes = Object.fromEntries(versions.map((version) => [version, process.versions.node]));
  const made = { tree, tools, node, nodes };
  await writeFile(record, JSON.stringify(made));
  return made;
}

async function readRecord(file: string): Promise<OfflineToolchains | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as OfflineToolchains & {
      node: FixedPath;
    };
    const paths = [record.tree, record.tools, record.node].map(({ storePath }) => storePath);
    return paths.every(isInStore) ? record : undefined;
  } catch {
    return undefined;
  }
}

async function addTools(nix: string, folder: string, roots: string): Promise<FixedPath> {
  return await inScratchFolder(folder, 'host-tools', async (directory) => {
    const bin = join(directory, 'bin');
    await mkdir(bin);
    for (const name of required.split(' ')) await copyProgram(name, bin, true);
    for (const name of welcome.split(' ')) await copyProgram(name, bin, false);
    await symlink('bash', join(bin, 'sh'));
    return await addFixed(nix, directory, { name: 'host-tools', root: join(roots, 'tools') });
  });
}

async function copyProgram(name: string, bin: string, isRequired: boolean): Promise<void> {
  const found = searched.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) {
    if (isRequired)
      throw new Error(
        `the offline stand-in needs the program ${name}, which this machine does not have`,
      );
    return;
  }
  await copyFile(await realpath(found), join(bin, name));
  await chmod(join(bin, name), 0o555);
}

async function addNode(nix: string, folder: string, roots: string): Promise<FixedPath> {
  const name = `nodejs-${process.versions.node}-host`;
  return await inScratchFolder(folder, name, async (directory) => {
    await mkdir(join(directory, 'bin'));
    await placeBinary(process.execPath, join(directory, 'bin/node'));
    await addNpm(directory);
    return await addFixed(nix, directory, { name, root: join(roots, 'node') });
  });
}

/** A hundred megabytes need not be written twice when both are on one disk. */
async function placeBinary(from: string, to: string): Promise<void> {
  const file = await realpath(from);
  await link(file, to).catch(() => copyFile(file, to, constants.COPYFILE_FICLONE));
}

async function addTree(
  folder: string,
  roots: string,
  { nix, templates }: { nix: string; templates: string },
  host: unknown,
): Promise<FixedPath> {
  // Nix calls every fetched tree "source"; under that name it finds this one instead.
  return await inScratchFolder(folder, 'source', async (directory) => {
    await cp(join(templates, 'offline-nixpkgs'), directory, { recursive: true });
    await runCommand(['chmod', '-R', 'u=rwX,go=rX', directory]);
    await writeFile(join(directory, 'host.json'), JSON.stringify(host, undefined, 2));
    return await addFixed(nix, directory, { name: 'source', root: join(roots, 'nixpkgs') });
  });
}
