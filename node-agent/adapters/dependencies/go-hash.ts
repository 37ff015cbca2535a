import { createHash, type Hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Entry, ZipFile } from 'yauzl';

/** Go's own limit for a module. */
const unpackedMaxBytes = 500 * 1024 * 1024;

/** @throws Error when a module's zip is not what go.sum says. */
export async function verifyZip(file: string, prefix: string, expected: string): Promise<void> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(file, { strictFileNames: true });
  const hashes = new Map<string, string>();
  let unpackedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    if (!isNameOf(entry.fileName, prefix) || hashes.has(entry.fileName)) {
      throw new Error(`its archive has a file of the name ${JSON.stringify(entry.fileName)}`);
    }
    unpackedBytes += entry.uncompressedSize;
    if (unpackedBytes > unpackedMaxBytes) throw new Error('its archive is too large when unpacked');
    hashes.set(entry.fileName, await hashOf(zip, entry));
  }
  compare(hashes, expected);
}

/** @throws Error when a module's go.mod is not what go.sum says. */
export async function verifyMod(file: string, expected: string): Promise<void> {
  const hash = createHash('sha256').update(await readFile(file));
  compare(new Map([['go.mod', hash.digest('hex')]]), expected);
}

function isNameOf(name: string, prefix: string): boolean {
  return name.startsWith(`${prefix}/`) && !name.includes('\n');
}

async function hashOf(zip: ZipFile, entry: Entry): Promise<string> {
  const hash: Hash = createHash('sha256');
  await pipeline(await zip.openReadStreamPromise(entry), hash);
  return hash.digest('hex');
}

/** "h1:" is the hash of a list of the files' own hashes, in the order of their names' bytes. */
function compare(hashes: ReadonlyMap<string, string>, expected: string): void {
  const names = [...hashes.keys()].map((name) => Buffer.from(name)).sort(Buffer.compare);
  const lines = names.map((name) => `${hashes.get(name.toString())}  ${name.toString()}\n`);
  const found = `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
  if (found !== expected) {
    throw new Error(`its content does not match go.sum: ${found} instead of ${expected}`);
  }
}
