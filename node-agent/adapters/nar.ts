import { createHash, type Hash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { setImmediate as otherWork } from 'node:timers/promises';
import { nixBase32 } from '../domain/hash-mismatch.ts';

/** A hash of a tree as Nix computes it, in the two spellings that Nix wants. */
export interface NarHash {
  /** sha256-<base64>, as locks and flakes hold it. */
  sri: string;
  hex: string;
}

const slash = Buffer.from('/');
const chunkBytes = 1024 * 1024;

/**
 * The hash of a file tree in Nix' archive format (NAR): names, contents, links, executable bits,
 * nothing else. Reads synchronously, which is ten times as fast for many small files, in short turns.
 */
export async function narHash(path: string): Promise<NarHash> {
  const hash = createHash('sha256');
  const turn = { begun: performance.now() };
  string(hash, 'nix-archive-1');
  await node(hash, Buffer.from(path), turn);
  const digest = hash.digest();
  return { sri: `sha256-${digest.toString('base64')}`, hex: digest.toString('hex') };
}

/** Heartbeats and requests are not kept waiting for longer than this. */
const turnMs = 10;

interface Turn {
  begun: number;
}

async function giveWay(turn: Turn): Promise<void> {
  if (performance.now() - turn.begun < turnMs) return;
  await otherWork();
  turn.begun = performance.now();
}

/** Where the store keeps a tree that was added with its NAR hash under a name; no process is asked. */
export function storePathOf(name: string, narSha256Hex: string, store = '/nix/store'): string {
  return makePath(`source:sha256:${narSha256Hex}:${store}:${name}`, name, store);
}

/** Where the store keeps a plain file that was added under a name; `hash` is "sha256-…" or "sha512-…" in base64. */
export function flatStorePath(name: string, hash: string, store = '/nix/store'): string {
  const [algorithm = '', base64 = ''] = hash.split(/-(.*)/s);
  const hex = Buffer.from(base64, 'base64').toString('hex');
  const outer = createHash('sha256').update(`fixed:out:${algorithm}:${hex}:`).digest('hex');
  return makePath(`output:out:sha256:${outer}:${store}:${name}`, name, store);
}

function makePath(inner: string, name: string, store: string): string {
  const digest = createHash('sha256').update(inner).digest();
  const folded = Buffer.alloc(20);
  for (const [index, byte] of digest.entries()) {
    const at = index % folded.length;
    folded[at] = (folded[at] ?? 0) ^ byte;
  }
  return `${store}/${nixBase32(folded)}-${name}`;
}

async function node(hash: Hash, path: Buffer, turn: Turn): Promise<void> {
  const stat = lstatSync(path);
  string(hash, '(');
  string(hash, 'type');
  if (stat.isSymbolicLink()) {
    string(hash, 'symlink');
    string(hash, 'target');
    string(hash, readlinkSync(path, 'buffer'));
  } else if (stat.isDirectory()) {
    await directory(hash, path, turn);
  } else {
    await file(hash, path, { size: stat.size, executable: (stat.mode & 0o100) !== 0 }, turn);
  }
  string(hash, ')');
}

async function directory(hash: Hash, path: Buffer, turn: Turn) {
  string(hash, 'directory');
  const names = readdirSync(path, { encoding: 'buffer' });
  for (const name of names.sort(Buffer.compare)) {
    string(hash, 'entry');
    string(hash, '(');
    string(hash, 'name');
    string(hash, name);
    string(hash, 'node');
    await node(hash, Buffer.concat([path, slash, name]), turn);
    string(hash, ')');
  }
}

async function file(
  hash: Hash,
  path: Buffer,
  { size, executable }: { size: number; executable: boolean },
  turn: Turn,
) {
  string(hash, 'regular');
  if (executable) {
    string(hash, 'executable');
    string(hash, '');
  }
  string(hash, 'contents');
  length(hash, size);
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(Math.min(Math.max(size, 1), chunkBytes));
    for (;;) {
      await giveWay(turn);
      const bytesRead = readSync(descriptor, buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    closeSync(descriptor);
  }
  pad(hash, size);
}

function string(hash: Hash, value: string | Buffer) {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  length(hash, bytes.length);
  hash.update(bytes);
  pad(hash, bytes.length);
}

function length(hash: Hash, value: number) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  hash.update(bytes);
}

/** Everything in the format is filled up to eight bytes. */
function pad(hash: Hash, size: number) {
  if (size % 8 !== 0) hash.update(Buffer.alloc(8 - (size % 8)));
}
